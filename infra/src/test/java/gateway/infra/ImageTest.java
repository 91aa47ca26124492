package gateway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The image that the gateway's own build makes is the one that the task wants. */
class ImageTest {
    private static Document pom;

    @BeforeAll
    static void read() throws Exception {
        pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("..", "pom.xml").toFile());
    }

    @Test
    void runsAsTheTasksUser() throws Exception {
        assertThat(container("user")).containsExactly(GatewayStack.USER + ":" + GatewayStack.USER);
    }

    @Test
    void writesWhereTheTaskHasVolumes() throws Exception {
        assertThat(container("volumes/volume")).containsExactlyInAnyOrder(TaskEnvironment.DATA, "/tmp");
    }

    @Test
    void listensWhereTheBalancerAsks() throws Exception {
        assertThat(container("ports/port"))
                .contains(
                        Integer.toString(TaskEnvironment.CLIENT_PORT),
                        Integer.toString(TaskEnvironment.MANAGEMENT_PORT));
    }

    @Test
    void takesTheTasksArgumentsBehindItsEntryPoint() throws Exception {
        List<String> words = container("entrypoint/argument");

        assertThat(words).startsWith("java").contains("gateway.app.Gateway");
        assertThat(words.subList(words.indexOf("gateway.app.Gateway") + 1, words.size()))
                .containsExactly("--config", "/opt/serai/container.yaml");
    }

    @Test
    void standsOnABaseOfOneDigest() throws Exception {
        assertThat(texts("/project/properties/image.base"))
                .singleElement()
                .asString()
                .contains("@sha256:");
    }

    private static List<String> container(String path) throws Exception {
        return texts("//plugin[artifactId='jib-maven-plugin']/configuration/container/" + path);
    }

    private static List<String> texts(String path) throws Exception {
        NodeList found = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, pom, XPathConstants.NODESET);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent().strip());
        }
        return texts;
    }
}
