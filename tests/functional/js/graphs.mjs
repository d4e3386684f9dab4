// Reads a graph file with a library of others and prints what it found: node graphs.mjs gexf|cyjs FILE
import { readFileSync } from "node:fs";
import process from "node:process";

const [kind, path] = process.argv.slice(2);
const text = readFileSync(path, "utf8");
let found;
if (kind === "gexf") {
  const { MultiDirectedGraph } = (await import("graphology")).default;
  const gexf = (await import("graphology-gexf")).default;
  const graph = gexf.parse(MultiDirectedGraph, text);
  found = { nodes: graph.mapNodes((id, data) => ({ id, ...data })), edges: graph.mapEdges((id, data, source, target) => ({ id, source, target, ...data })) };
} else {
  const cytoscape = (await import("cytoscape")).default;
  const graph = cytoscape({ headless: true, layout: { name: "preset" }, ...JSON.parse(text) });
  found = { nodes: graph.nodes().map((n) => ({ ...n.data(), ...n.position() })), edges: graph.edges().map((e) => e.data()) };
}
process.stdout.write(JSON.stringify(found));
