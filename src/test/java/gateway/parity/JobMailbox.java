package gateway.parity;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.parity.QueueDoor.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Jobs: sent and fetched by HTTP. What is to happen before a job's turn does while others keep all consumers busy. */
final class JobMailbox implements QueueDoor.Mailbox {
    /** Jobs at once. */
    static final int CONSUMERS = 2;

    private static final int ACCEPTED = 202;
    /** Of all mailboxes, so that none waits for what another has held. */
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Site site;
    private final String endpoint;
    private final String door;
    private final Function<Ask, String> writer;
    private final Map<String, Sent> sent = new ConcurrentHashMap<>();

    /**
     * Takes what jobs are made of.
     *
     * @param endpoint path of the API that they are for
     * @param door its id, by whose models others may ask
     * @param writer writes a request of that API
     */
    JobMailbox(Site site, String endpoint, String door, Function<Ask, String> writer) {
        this.site = site;
        this.endpoint = endpoint;
        this.door = door;
        this.writer = writer;
    }

    /** A job of a tenant that was taken, or why it was not. */
    private record Sent(String tenant, String job, @Nullable Reply refused) {}

    @Override
    public void send(Ask ask, Map<String, String> attributes) {
        List<String> held = ask.connected().equals(Ask.NOTHING) ? List.of() : holdAll();
        try {
            sent.put(ask.id(), post(writer.apply(ask), ask.tenant(), ask.key(), ask.headers()));
            ask.connected().run();
        } finally {
            held.forEach(site.witness()::release);
        }
    }

    @Override
    public @Nullable Reply reply(String correlation) {
        Sent job = sent.get(correlation);
        if (job == null || job.refused() != null) {
            return job == null ? null : job.refused();
        }
        HttpResponse<String> found =
                call(to("/" + job.job(), site.key(job.tenant()).value()).GET());
        JsonNode response = Site.json(found.body()).path("response");
        return response.isMissingNode()
                ? null
                : new Reply(
                        response.path("status_code").asInt(),
                        response.path("headers").path("x-serai-code").asText(),
                        response.path("body").toString());
    }

    private Sent post(String body, String tenant, String key, Map<String, String> headers) {
        HttpRequest.Builder post = to("", key);
        headers.forEach(post::header);
        HttpResponse<String> reply =
                call(post.POST(BodyPublishers.ofString("{\"endpoint\":\"%s\",\"body\":%s}".formatted(endpoint, body))));
        if (reply.statusCode() == ACCEPTED) {
            return new Sent(tenant, Site.json(reply.body()).path("id").asText(), null);
        }
        String code = reply.headers().firstValue("x-serai-code").orElse("");
        return new Sent(tenant, "", new Reply(reply.statusCode(), code, reply.body()));
    }

    /** Keeps all consumers busy with another tenant's jobs, until their words are let go. */
    private List<String> holdAll() {
        String tenant = "held-" + door;
        site.change("PUT", "tenants/" + tenant, "{\"residency\":\"any\"}");
        String key = site.key(tenant).value();
        List<String> words = Stream.generate(() -> "Held-" + NUMBER.incrementAndGet() + ".")
                .limit(CONSUMERS)
                .toList();
        words.forEach(site.witness()::hold);
        for (String word : words) {
            Ask held = new Ask("held", tenant, key, "plain-" + door, word, word, Map.of(), Ask.NOTHING, Ask.NOTHING);
            post(writer.apply(held), tenant, key, Map.of());
        }
        words.forEach(site.witness()::awaitHeld);
        return words;
    }

    private HttpRequest.Builder to(String path, String key) {
        return HttpRequest.newBuilder(URI.create(site.url() + "/v1/jobs" + path))
                .timeout(Door.LONG)
                .header("authorization", "Bearer " + key);
    }

    private static HttpResponse<String> call(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), BodyHandlers.ofString()).join();
    }

    @Override
    public void close() {
        // a connection of HTTP for each use
    }
}
