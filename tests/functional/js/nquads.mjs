// Reads one file with a parser of others and prints what it holds as N-Quads: node nquads.mjs n3|jsonld FILE
import { readFileSync } from "node:fs";
import process from "node:process";

const [parser, path] = process.argv.slice(2);
const text = readFileSync(path, "utf8");

if (parser === "n3") {
  const { Parser, Writer } = await import("n3");
  const quads = new Parser({ format: path.endsWith(".ttl") ? "text/turtle" : path.endsWith(".trig") ? "application/trig" : "application/n-quads" }).parse(text);
  const writer = new Writer({ format: "application/n-quads" });
  writer.addQuads(quads);
  writer.end((error, result) => {
    if (error) throw error;
    process.stdout.write(result);
  });
} else {
  const { default: jsonld } = await import("jsonld");
  const documentLoader = (url) => { throw new Error(`the document asks for ${url}; its context must be embedded`); };
  process.stdout.write(await jsonld.toRDF(JSON.parse(text), { format: "application/n-quads", documentLoader }));
}
