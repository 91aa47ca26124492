package gateway.dashboard;

import gateway.Stage;
import gateway.admin.AdminCall;
import gateway.api.HttpReply;
import gateway.api.HttpReply.Payload;
import gateway.model.Answer;
import gateway.model.Event;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.wire.ByteSink;
import gateway.wire.EventWriter;
import gateway.wire.Problem;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Streams the gateway's figures as server-sent events, a JSON object each, once a second. A stream ends after a minute,
 * and the browser comes again: so an end of its session is noticed.
 */
public final class LiveView implements Stage<AdminCall, HttpReply> {
    private static final Duration LATER = Duration.ofSeconds(5);

    private final LiveFeed feed;

    /** Takes where the figures come from. */
    public LiveView(LiveFeed feed) {
        this.feed = feed;
    }

    @Override
    public HttpReply apply(AdminCall call) {
        if (feed.isFull()) {
            throw new RefusedException(new Refusal.Overloaded(LATER));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "text/event-stream; charset=utf-8");
        headers.put("cache-control", "no-store");
        headers.put("x-accel-buffering", "no");
        headers.put("x-content-type-options", "nosniff");
        Answer.Streamed stream =
                new Answer.Streamed(new LiveStream(feed, call.http().relay()));
        return new HttpReply(
                200,
                headers,
                new Payload.Events(
                        stream,
                        new Frames(),
                        failure -> new Problem(
                                500,
                                "internal",
                                "the figures broke off",
                                null,
                                call.http().id())));
    }

    /** Passes frames on as they are. */
    private static final class Frames implements EventWriter {
        @Override
        public void next(Event event, ByteSink out) {
            if (event.raw() != null) {
                out.put(event.raw());
            }
        }

        @Override
        public void end(ByteSink out) {
            // the browser comes again
        }

        @Override
        public void fail(Problem problem, ByteSink out) {
            // as above
        }
    }
}
