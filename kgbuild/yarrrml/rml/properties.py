"""The properties of R2RML's and RML's own namespaces, so that a misspelt one is told from one of another namespace."""

from __future__ import annotations

PROPERTIES = frozenset(
    {
        "allowEmptyListAndContainer", "baseIRI", "child", "childMap", "childTermMap", "class", "column",
        "compression", "condition", "conditionMap", "constant", "datatype", "datatypeMap", "defaultGraph",
        "encoding", "field", "fieldName", "function", "functionExecution", "functionMap", "functionValue",
        "gather", "gatherAs", "graph", "graphMap", "innerJoin", "input", "inputValue", "inputValueMap",
        "inputValueTriplesMap", "inverseExpression", "iterator", "joinCondition", "language", "languageMap",
        "ldes", "leftJoin", "logicalSource", "logicalTable", "logicalTarget", "mode", "namespace",
        "namespacePrefix", "namespaceURL", "null", "object", "objectMap", "onFields", "parameter",
        "parameterMap", "parent", "parentLogicalView", "parentMap", "parentTermMap", "parentTriplesMap", "path",
        "predicate", "predicateMap", "predicateObjectMap", "query", "quotedTriplesMap", "reference",
        "referenceFormulation",
        "return", "returnMap", "root", "serialization", "source", "sqlQuery", "sqlVersion", "strategy",
        "structuralAnnotation", "subject", "subjectMap", "tableName", "target", "targetFields", "targetView",
        "template", "termType", "triplesMap", "version", "viewOn",
    }
)  # fmt: skip
NOT_READ = frozenset({"inputValueTriplesMap", "ldes", "version"})
