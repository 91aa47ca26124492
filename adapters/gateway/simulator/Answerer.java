package gateway.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.simulator.SimulatorCounts.Upstream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers a request as its provider would, or as the faults want it. Thread-safe. */
final class Answerer {
    private static final String JSON = "application/json";
    private static final int SLICES = 8;

    private final SimulatorFaults faults;
    private final Responder responder;
    private final Supplier<Pace> pace;

    Answerer(SimulatorFaults faults, Responder responder, Supplier<Pace> pace) {
        this.faults = faults;
        this.responder = responder;
        this.pace = pace;
    }

    void answer(Exchange exchange) {
        Upstream upstream = exchange.upstream();
        exchange.dialect().identify(exchange.request().response().headers());
        Fault fault = faults.take(
                upstream.host(), upstream.dialect(), upstream.model(), () -> String.valueOf(exchange.body()));
        if (fault.headers() != null) {
            fault.headers().forEach(exchange.request().response()::putHeader);
        }
        Player player = exchange.player();
        if (fault.hangs()) {
            return;
        }
        if (fault.resets()) {
            player.after(fault.firstByte(0), player::reset);
        } else if (fault.status() != null) {
            Rejection rejection = Rejection.of(fault.status());
            player.after(fault.firstByte(0), () -> reject(exchange, rejection, body(exchange, fault)));
        } else {
            obey(exchange, fault);
        }
    }

    private void obey(Exchange exchange, Fault fault) {
        Rejection rejection = exchange.dialect().credentials(exchange.request(), exchange.endpoint());
        if (rejection != null) {
            reject(exchange, rejection, null);
            return;
        }
        Ask ask;
        try {
            ObjectNode body = exchange.body();
            if (body == null) {
                throw RejectedException.invalid("We could not parse the JSON body of your request.");
            }
            if (exchange.dialect() instanceof GuardrailDialect guardrail) {
                judge(exchange, guardrail.judge(body), fault);
                return;
            }
            if (TokenCounts.isAt(exchange.endpoint().path())) {
                judge(exchange, TokenCounts.answer(exchange.endpoint().path(), body), fault);
                return;
            }
            if (Embedder.isAt(exchange.endpoint().path())) {
                embed(exchange, body, fault);
                return;
            }
            ask = exchange.dialect().read(exchange.endpoint(), body);
        } catch (RejectedException e) {
            reject(exchange, e.rejection(), null);
            return;
        }
        if (ask.streamed()) {
            stream(exchange, ask, fault);
        } else {
            whole(exchange, ask, fault);
        }
    }

    /** A verdict, or vectors, come at once, however long the text is. */
    private void judge(Exchange exchange, Buffer verdict, Fault fault) {
        Player player = exchange.player();
        HttpServerResponse response = exchange.request().response();
        response.putHeader("content-type", JSON);
        boolean spoilt = fault.talksGarbage() || fault.staysEmpty();
        Buffer garbage =
                fault.staysEmpty() ? Buffer.buffer() : exchange.dialect().garbage();
        player.after(fault.firstByte(pace.get().firstByteMs()), () -> {
            if (spoilt) {
                player.fail(garbage);
            } else {
                player.play(new Slices(verdict, 1, 0), 0, Break.NEVER);
            }
        });
    }

    private void embed(Exchange exchange, ObjectNode body, Fault fault) {
        Embedder.Vectors vectors = Embedder.answer(
                exchange.endpoint(), body, exchange.request().response().headers());
        if (fault.failsIn200()) {
            exchange.player().after(fault.firstByte(pace.get().firstByteMs()), () -> failIn200(exchange, fault));
            return;
        }
        exchange.player().answering(vectors.tokens());
        judge(exchange, vectors.body(), fault);
    }

    private void stream(Exchange exchange, Ask ask, Fault fault) {
        Pace now = pace.get();
        Player player = exchange.player();
        int firstByte = fault.firstByte(now.firstByteMs());
        if (fault.failsIn200()) {
            player.after(firstByte, () -> failIn200(exchange, fault));
            return;
        }
        HttpServerResponse response = exchange.request().response();
        response.putHeader("content-type", exchange.dialect().streamType(exchange.endpoint()));
        response.setChunked(true);
        if (fault.staysEmpty() || fault.talksGarbage()) {
            Buffer content =
                    fault.staysEmpty() ? Buffer.buffer() : exchange.dialect().garbage();
            player.after(firstByte, () -> player.fail(content));
            return;
        }
        Reply reply = reply(exchange, ask, fault, now);
        String last = body(exchange, fault);
        Steps steps = new Playback(
                reply,
                exchange.dialect().stream(exchange.endpoint(), ask, reply),
                last == null ? null : Buffer.buffer(last),
                exchange.dialect().garbage());
        player.streaming();
        player.after(firstByte, () -> player.play(steps, fault.interval(now), Break.of(fault)));
    }

    private void whole(Exchange exchange, Ask ask, Fault fault) {
        Pace now = pace.get();
        Player player = exchange.player();
        int firstByte = fault.firstByte(now.firstByteMs());
        if (fault.failsIn200()) {
            player.after(firstByte, () -> failIn200(exchange, fault));
            return;
        }
        exchange.request().response().putHeader("content-type", JSON);
        if (fault.staysEmpty() || fault.talksGarbage()) {
            Buffer content = Buffer.buffer(fault.staysEmpty() ? "" : "<html>{\"this\": is no JSON");
            player.after(firstByte, () -> player.fail(content));
            return;
        }
        Reply reply = reply(exchange, ask, fault, now);
        Buffer body = exchange.dialect().whole(ask, reply);
        exchange.request().response().putHeader("content-length", String.valueOf(body.length()));
        Integer cut = fault.cutAfterChunks();
        boolean sliced = cut != null || fault.slowDripMs() != null;
        int pause = sliced ? fault.interval(now) : 0;
        // A whole answer takes as long as its last word.
        int writing = sliced ? 0 : fault.interval(now) * reply.tokens().output();
        Steps steps = new Slices(body, sliced ? SLICES : 1, reply.tokens().output());
        Break last = cut == null ? Break.NEVER : new Break(Break.Kind.CUT, Math.min(cut, SLICES - 1));
        player.after(firstByte + writing, () -> player.play(steps, pause, last));
    }

    private Reply reply(Exchange exchange, Ask ask, Fault fault, Pace now) {
        int tokens = Objects.requireNonNullElse(fault.chunks(), now.tokens());
        Reply reply = responder.reply(exchange.dialect(), ask, fault.text(), fault.calls(), tokens);
        exchange.player().answering(reply.tokens().prompt());
        return reply;
    }

    /** The fault's own words, with the request quoted where they ask for it. */
    private static @Nullable String body(Exchange exchange, Fault fault) {
        String body = fault.body();
        if (body == null || !body.contains(Fault.REQUEST)) {
            return body;
        }
        String quoted = JsonText.quote(String.valueOf(exchange.body()));
        return body.replace(Fault.REQUEST, quoted.substring(1, quoted.length() - 1));
    }

    private static void failIn200(Exchange exchange, Fault fault) {
        refuse(exchange, 200, Rejection.of(500), body(exchange, fault));
    }

    private static void reject(Exchange exchange, Rejection rejection, @Nullable String body) {
        refuse(exchange, rejection.status(), rejection, body);
    }

    private static void refuse(Exchange exchange, int status, Rejection rejection, @Nullable String body) {
        HttpServerResponse response = exchange.request().response();
        Buffer usual = exchange.dialect().error(rejection, response.headers());
        if (!response.headers().contains("content-type")) {
            response.putHeader("content-type", JSON);
        }
        response.setStatusCode(status);
        exchange.player().fail(body == null ? usual : Buffer.buffer(body));
    }
}
