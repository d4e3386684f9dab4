"""The ontology: loading its files, the JSON-LD context and the page of terms made from them."""
