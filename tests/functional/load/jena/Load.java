import org.apache.jena.query.Dataset;
import org.apache.jena.query.DatasetFactory;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.RDFDataMgr;

public class Load {
    static final String LED = "http://rdfs.org/ns/void#inDataset", TO = "http://www.w3.org/2000/01/rdf-schema#seeAlso";

    /** Load the files and print how many quads there are, then each file that an article leads to. */
    public static void main(String[] files) {
        Dataset dataset = DatasetFactory.create();
        for (String file : files) RDFDataMgr.read(dataset, file);
        long quads = 0;
        for (var found = dataset.asDatasetGraph().find(); found.hasNext(); found.next()) quads++;
        System.out.println(quads);
        var all = ModelFactory.createUnion(dataset.getDefaultModel(), dataset.getUnionModel());
        all.listObjectsOfProperty(all.createProperty(LED)).forEach(one ->
            one.asResource().listProperties(all.createProperty(TO)).forEach(to -> System.out.println(to.getObject())));
    }
}
