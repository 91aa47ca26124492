package gateway.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lets a provider's own variable, such as {@code OLLAMA_HOST}, say where it is, and allows its host. */
final class HostVariable {
    private static final Pattern FORM =
            Pattern.compile("(?:(https?)://)?([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::(\\d{1,5}))?/?");
    private static final String EVERYWHERE = "0.0.0.0";

    private final Map<String, String> environment;
    private final List<String> warnings;

    HostVariable(Map<String, String> environment, List<String> warnings) {
        this.environment = environment;
        this.warnings = warnings;
    }

    /** Changes the provider's endpoint and the list of hosts, if its variable is set and no own variable beats it. */
    void apply(ObjectNode gateway, String id, ObjectNode provider) {
        String variable = provider.path("host-variable").asText();
        String value = environment.getOrDefault(variable, "").strip();
        if (value.isEmpty() || environment.containsKey("SERAI_PROVIDERS_" + Names.variable(id) + "_ENDPOINT")) {
            return;
        }
        Matcher matcher = FORM.matcher(value);
        if (!matcher.matches()) {
            warnings.add(variable + " must be host, host:port or http://host:port, and is ignored");
            return;
        }
        String host = matcher.group(2).toLowerCase(Locale.ROOT);
        // what a server listens at is no place to call
        String called = host.equals(EVERYWHERE) ? "127.0.0.1" : host;
        provider.put("endpoint", endpoint(matcher, called, provider.path("endpoint")));
        if (gateway.path("egress").path("hosts") instanceof ArrayNode hosts) {
            hosts.add(called);
        }
    }

    /** With the usual port and path where the variable names none. */
    private static String endpoint(Matcher given, String host, JsonNode usual) {
        URI endpoint = uri(usual.asText());
        String scheme = given.group(1) == null ? "http" : given.group(1);
        String port = given.group(3);
        if (port == null && given.group(1) == null && endpoint.getPort() > 0) {
            port = Integer.toString(endpoint.getPort());
        }
        String path = endpoint.getRawPath() == null ? "" : endpoint.getRawPath();
        return scheme + "://" + host + (port == null ? "" : ":" + port) + path;
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            return URI.create("http://localhost");
        }
    }
}
