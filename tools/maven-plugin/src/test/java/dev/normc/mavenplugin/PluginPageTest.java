package dev.normc.mavenplugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What docs/build-tools.md says of the plugin is what its descriptor and its sample have. */
class PluginPageTest {

    private static final Path PAGE = Path.of("../../docs/build-tools.md");

    /** Each parameter and its property, of both goals. */
    @Test
    void theTableHasTheParametersOfBothGoals() throws Exception {
        Map<String, String> table = new TreeMap<>();
        Matcher row = Pattern.compile("(?m)^\\| `(\\w+)` \\| [^|]* \\| (?:`([\\w.]+)` )?\\|$")
                .matcher(Files.readString(PAGE));
        while (row.find()) {
            table.put(row.group(1), row.group(2) == null ? "" : row.group(2));
        }
        assertEquals(parameters("generate"), table);
        assertEquals(parameters("generate-test"), table);
    }

    @Test
    void aRuleMaySayWhatThePageSays() {
        assertEquals(
                List.of(
                        "className",
                        "constants",
                        "files",
                        "memory",
                        "packageName",
                        "parallel",
                        "sizes",
                        "target",
                        "type"),
                Arrays.stream(Rule.class.getDeclaredFields())
                        .map(Field::getName)
                        .sorted()
                        .toList());
    }

    @Test
    void theFirstSnippetIsThatOfTheSample() throws IOException {
        Matcher snippet = Pattern.compile("(?s)```xml\n(.*?)```").matcher(Files.readString(PAGE));
        assertTrue(snippet.find());
        String sample = Files.readString(Path.of("src/it/sample/pom.xml"));
        String expected =
                snippet.group(1).replace("0.1.0-SNAPSHOT", "@project.version@").indent(6);
        assertTrue(sample.contains(expected), () -> sample + "\nhas no\n" + expected);
    }

    private static Map<String, String> parameters(String goal) throws Exception {
        Element mojo = mojo(goal);
        Map<String, String> parameters = new TreeMap<>();
        for (Element parameter : children(mojo, "parameter")) {
            if (text(parameter, "editable").equals("true")) {
                parameters.put(text(parameter, "name"), "");
            }
        }
        Element configuration = children(mojo, "configuration").get(0);
        parameters.replaceAll((name, none) -> children(configuration, name).stream()
                .map(value -> value.getTextContent().replaceAll("[${}]", ""))
                .findFirst()
                .orElse(""));
        return parameters;
    }

    private static Element mojo(String goal) throws Exception {
        try (InputStream descriptor = PluginPageTest.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(descriptor);
            return children(document.getDocumentElement(), "mojo").stream()
                    .filter(mojo -> text(mojo, "goal").equals(goal))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<Element> children(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static String text(Element parent, String name) {
        return children(parent, name).get(0).getTextContent();
    }
}
