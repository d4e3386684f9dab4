import org.apache.jena.query.Dataset;
import org.apache.jena.query.DatasetFactory;
import org.apache.jena.riot.RDFDataMgr;

public class Load {
    public static void main(String[] files) {
        Dataset dataset = DatasetFactory.create();
        for (String file : files) RDFDataMgr.read(dataset, file);
        long quads = 0;
        for (var found = dataset.asDatasetGraph().find(); found.hasNext(); found.next()) quads++;
        System.out.println(quads);
    }
}
