package gateway.parity;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.failover.Client;
import gateway.failover.OpenStream;
import gateway.http.Waiting;
import java.util.Locale;

/**
 * {@code POST /v1/chat/completions}, {@code POST /v1/messages}, {@code POST /v1/responses} and, never streamed,
 * {@code POST /v1/embeddings}.
 */
final class HttpDoor implements Door {
    private final EmbeddedSite site;
    private final Form form;
    private final boolean streams;

    HttpDoor(EmbeddedSite site, Form form, boolean streams) {
        this.site = site;
        this.form = form;
        this.streams = streams;
    }

    /** The APIs. */
    enum Form {
        OPENAI("OpenAI", "openai-chat", "/v1/chat/completions"),
        ANTHROPIC("Anthropic", "anthropic-messages", "/v1/messages"),
        RESPONSES("Responses", "openai-responses", "/v1/responses"),
        EMBEDDINGS("Embeddings", "openai-embeddings", "/v1/embeddings");

        private final String title;
        private final String route;
        private final String path;

        Form(String title, String route, String path) {
            this.title = title;
            this.route = route;
            this.path = path;
        }
    }

    @Override
    public String id() {
        return form == Form.EMBEDDINGS
                ? "vectors"
                : form.name().toLowerCase(Locale.ROOT) + (streams ? "-stream" : "-whole");
    }

    @Override
    public String name() {
        return form == Form.EMBEDDINGS ? form.title : form.title + (streams ? ", streamed" : ", whole");
    }

    @Override
    public String route() {
        return form.route;
    }

    @Override
    public boolean streams() {
        return streams;
    }

    @Override
    public Site site() {
        return site;
    }

    @Override
    public Answer ask(Ask ask) {
        ask.connected().run();
        StringBuilder headers = new StringBuilder("connection: close\r\n");
        ask.headers()
                .forEach((name, value) ->
                        headers.append(name).append(": ").append(value).append("\r\n"));
        String body = switch (form) {
            case OPENAI -> ask.json(streams, true);
            case ANTHROPIC -> ask.json(streams, false);
            case RESPONSES -> ask.responses(streams);
            case EMBEDDINGS -> ask.vectors();
        };
        if (!streams) {
            return whole(new Client(site.gateway()).send("POST", form.path, ask.key(), ask.headers(), body));
        }
        try (OpenStream stream = OpenStream.of(site.gateway(), form.path, ask.key(), headers.toString(), body)) {
            Waiting.until(LONG, () -> stream.hasBegun() || stream.hasEnded());
            if (stream.hasBegun()) {
                ask.begun().run();
            }
            stream.awaitEnd(LONG);
            return streamed(stream.text());
        }
    }

    private Answer whole(Client.Reply reply) {
        JsonNode json = Site.json(reply.body());
        if (reply.status() != Answer.OK) {
            return refused(reply.status(), reply.header("x-serai-code"), json);
        }
        Pieces pieces = new Pieces();
        pieces.add(json);
        return pieces.answer();
    }

    private Answer streamed(String text) {
        int end = text.indexOf("\r\n\r\n");
        int status = Integer.parseInt(text.substring(9, 12));
        if (status != Answer.OK) {
            String code = text.substring(0, end)
                    .lines()
                    .filter(line -> line.startsWith("x-serai-code: "))
                    .map(line -> line.substring("x-serai-code: ".length()))
                    .findFirst()
                    .orElse("");
            return refused(status, code, Site.json(text.substring(end)));
        }
        Pieces pieces = new Pieces();
        text.substring(end)
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .forEach(line -> pieces.add(Site.json(line.substring("data: ".length()))));
        return pieces.answer();
    }

    /** An error must have its own API's shape. */
    private Answer refused(int status, String code, JsonNode json) {
        String said = json.path("error")
                .path(form == Form.ANTHROPIC ? "type" : "code")
                .asText();
        if (said.isEmpty() || json.path("error").path("message").asText().isEmpty()) {
            throw new AssertionError("no error of " + form + ": " + json);
        }
        return Answer.refused(status, code);
    }
}
