package gateway.parity;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.failover.Client;
import gateway.failover.Client.Api;
import gateway.failover.OpenStream;
import gateway.http.Waiting;
import java.util.Locale;

/** {@code POST /v1/chat/completions} and {@code POST /v1/messages}. */
final class HttpDoor implements Door {
    private final EmbeddedSite site;
    private final Api api;
    private final boolean streams;

    HttpDoor(EmbeddedSite site, Api api, boolean streams) {
        this.site = site;
        this.api = api;
        this.streams = streams;
    }

    @Override
    public String id() {
        return api.name().toLowerCase(Locale.ROOT) + (streams ? "-stream" : "-whole");
    }

    @Override
    public String name() {
        return (api == Api.OPENAI ? "OpenAI" : "Anthropic") + (streams ? ", streamed" : ", whole");
    }

    @Override
    public String route() {
        return api == Api.OPENAI ? "openai-chat" : "anthropic-messages";
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
        String body = ask.json(streams, api == Api.OPENAI);
        if (!streams) {
            return whole(new Client(site.gateway()).post(api, ask.key(), ask.headers(), body));
        }
        try (OpenStream stream = OpenStream.of(site.gateway(), api, ask.key(), headers.toString(), body)) {
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
        String said =
                json.path("error").path(api == Api.OPENAI ? "code" : "type").asText();
        if (said.isEmpty() || json.path("error").path("message").asText().isEmpty()) {
            throw new AssertionError("no error of " + api + ": " + json);
        }
        return Answer.refused(status, code);
    }
}
