"""Mappings that use most of the language, over columns id, a, b, lang, type."""

COLUMNS = ("id", "a", "b", "lang", "type")
MAPPING = """\
prefixes: {ex: "http://example.com/"}
base: http://base.example/
mappings:
  thing:
    sources: [[things.csv~csv]]
    s: [ex:$(id), $(a)~iri, $(b)~blank, "$(a):$(b)", null]
    graphs: [ex:$(b), $(a)~iri]
    po:
      - [ex:$(a), "$(a) {x} $(b)"]
      - [ex:p, $(a), $(lang)~lang]
      - [ex:p, $(a), ex:$(type)]
      - [ex:p, $(a), $(type)]
      - [ex:p, $(a), xsd:integer]
      - [ex:p, $(a), xsd:date]
      - [ex:p, "http://$(a)/$(b)~iri"]
      - {p: $(b), i: ex:i, o: ex:$(a)~iri}
      - p: ex:f
        o: {function: grel:string_replace, parameters: [[valueParameter, $(a)], [find, $(b)], [replace, "x"]]}
        condition: {function: notEqual, parameters: [[str1, $(a)], [str2, $(b)]]}
      - p: ex:l
        o: {mapping: thing, condition: {function: equal, parameters: [[str1, $(a), s], [str2, $(b), o]]}}
"""
OLDER = """\
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix fnml: <http://semweb.mmlab.be/ns/fnml#> .
@prefix fno: <https://w3id.org/function/ontology#> .
@prefix grel: <http://users.ugent.be/~bjdmeest/function/grel.ttl#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
@prefix ex: <http://example.com/> .
<#M> rml:logicalSource [ rml:source "people.csv" ; rml:referenceFormulation ql:CSV ] ;
  rr:subjectMap [ rr:template "http://example.com/{id}" ; rr:class ex:Person ; rr:graph ex:g ] ;
  rr:predicateObjectMap [ rr:predicate ex:name ; rr:objectMap [ rml:reference "name" ; rr:language "en" ] ] ;
  rr:predicateObjectMap [ rr:predicate ex:upper ; rr:objectMap [ fnml:functionValue [
    rr:predicateObjectMap [ rr:predicate fno:executes ; rr:object grel:toUpperCase ] ;
    rr:predicateObjectMap [ rr:predicate grel:valueParameter ; rr:objectMap [ rml:reference "name" ] ] ] ] ] ;
  rr:predicateObjectMap [ rr:predicateMap [ rr:constant ex:same ] ;
    rr:objectMap [ rr:parentTriplesMap <#M> ; rr:joinCondition [ rr:child "id" ; rr:parent "id" ] ] ] .
"""
NEWER = """\
@prefix rml: <http://w3id.org/rml/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix grel: <http://users.ugent.be/~bjdmeest/function/grel.ttl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <http://example.com/> .
<#M> a rml:TriplesMap ; rml:baseIRI <http://base.example/> ;
  rml:logicalSource [ rml:source [ a rml:RelativePathSource ; rml:path "people.csv" ; rml:null "-" ] ;
    rml:referenceFormulation rml:CSV ] ;
  rml:subjectMap [ rml:template "http://example.com/{id}" ; rml:class ex:Person ] ;
  rml:predicateObjectMap [ rml:predicate ex:n ; rml:objectMap [ rml:reference "id" ; rml:datatype xsd:integer ] ] ;
  rml:predicateObjectMap [ rml:predicate ex:name ;
    rml:objectMap [ rml:reference "name" ; rml:languageMap [ rml:reference "lang" ] ] ] ;
  rml:predicateObjectMap [ rml:predicate ex:t ;
    rml:objectMap [ rml:template "{team} {id}" ; rml:termType rml:Literal ] ] ;
  rml:predicateObjectMap [ rml:predicate ex:f ; rml:objectMap [ rml:functionExecution [ rml:function grel:toUpperCase ;
    rml:input [ rml:parameter grel:valueParam ; rml:inputValueMap [ rml:reference "name" ] ] ] ] ] ;
  rml:predicateObjectMap [ rml:predicate ex:all ; rml:graph ex:g ; rml:objectMap [
    rml:gather ( [ rml:reference "name" ] [ rml:reference "team" ] ) ; rml:gatherAs rdf:List ] ] ;
  rml:predicateObjectMap [ rml:predicate ex:bag ; rml:objectMap [ rml:template "http://example.com/bag/{team}" ;
    rml:gather ( [ rml:template "{id}" ; rml:termType rml:BlankNode ] ) ; rml:gatherAs rdf:Bag ] ] ;
  rml:predicateObjectMap [ rml:predicate ex:same ; rml:objectMap [ rml:parentTriplesMap <#M> ;
    rml:joinCondition [ rml:childMap [ rml:reference "id" ] ; rml:parentMap [ rml:reference "id" ] ] ] ] .
"""
