// Asks an endpoint with a public client: node sparql.mjs ENDPOINT
import process from "node:process";
import ParsingClient from "sparql-http-client/ParsingClient.js";

const client = new ParsingClient({ endpointUrl: process.argv[2] });
const rows = await client.query.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }");
const posted = await client.query.select("SELECT ?s WHERE { ?s a ?o } ORDER BY ?s LIMIT 2", { operation: "postUrlencoded" });
const direct = await client.query.ask("ASK { ?s ?p ?o }", { operation: "postDirect" });
const graph = await client.query.construct("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 3");
process.stdout.write(JSON.stringify({ count: rows[0].n.value, posted: posted.length, direct, graph: graph.size }));
