// Says of an OWL file what stands against the OWL 2 DL profile, and what HermiT finds: one line each.
//   java -cp HermiT.jar Reason.java FILE
import java.io.File;
import org.semanticweb.HermiT.Reasoner;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.IRI;
import org.semanticweb.owlapi.model.OWLClass;
import org.semanticweb.owlapi.model.OWLDataFactory;
import org.semanticweb.owlapi.model.OWLNamedIndividual;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyManager;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

public class Reason {
    public static void main(String[] args) throws Exception {
        OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
        OWLOntology ontology = manager.loadOntologyFromOntologyDocument(new File(args[0]));
        for (OWLProfileViolation violation : new OWL2DLProfile().checkOntology(ontology).getViolations()) {
            System.out.println("profile: " + violation);
        }
        Reasoner reasoner = new Reasoner(ontology);
        System.out.println(reasoner.isConsistent() ? "consistent" : "inconsistent");
        if (!reasoner.isConsistent()) {
            return;
        }
        OWLDataFactory factory = manager.getOWLDataFactory();
        for (OWLClass empty : reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom()) {
            System.out.println("empty: " + empty.getIRI());
        }
        OWLClass concept = factory.getOWLClass(IRI.create("http://www.w3.org/2004/02/skos/core#Concept"));
        for (OWLNamedIndividual one : reasoner.getInstances(concept, false).getFlattened()) {
            System.out.println("concept: " + one.getIRI());
        }
        System.out.println("axioms: " + ontology.getLogicalAxiomCount());
    }
}
