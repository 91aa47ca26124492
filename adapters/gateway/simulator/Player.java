package gateway.simulator;

import gateway.simulator.SimulatorCounts.Visit;
import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/**
 * Sends one answer at its pace, never faster than it is read, and stops when the client leaves. Belongs to the event
 * loop of its connection.
 */
final class Player {
    /** What was written before a reset gets the time to arrive. */
    private static final int BEFORE_RESET_MS = 10;

    private static final long NO_TIMER = -1;
    private static final long INTERNAL_ERROR = 2;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Visit visit;
    private @Nullable Steps steps;
    private Break breaking = Break.NEVER;
    private int chunks;
    private long timer = NO_TIMER;
    private boolean spoilt;
    private boolean stalled;
    private boolean done;

    Player(Vertx vertx, HttpServerRequest request, Visit visit) {
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
        this.visit = visit;
        response.closeHandler(v -> left());
        response.exceptionHandler(e -> left());
    }

    /** Does something after a while, unless the client leaves before. */
    void after(int delayMs, Runnable action) {
        if (done) {
            return;
        }
        if (delayMs == 0) {
            action.run();
            return;
        }
        timer = vertx.setTimer(delayMs, id -> {
            timer = NO_TIMER;
            action.run();
        });
    }

    /** Counts the input of an answer that begins. */
    void answering(int inputTokens) {
        visit.answering(inputTokens);
    }

    /** Counts this answer as a stream. */
    void streaming() {
        visit.streaming();
    }

    /** Sends a refusal or a spoilt answer at once. */
    void fail(Buffer body) {
        done = true;
        visit.failed(0);
        response.end(body);
    }

    /** Resets the connection. */
    void reset() {
        done = true;
        visit.failed(sent());
        if (request.version() == HttpVersion.HTTP_2) {
            response.reset(INTERNAL_ERROR);
            return;
        }
        if (request.connection() instanceof ConnectionBase connection) {
            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        request.connection().close();
    }

    /**
     * Sends an answer.
     *
     * @param answer what to send
     * @param pauseMs milliseconds between its steps, 0 for none
     * @param where it breaks, if it does
     */
    void play(Steps answer, int pauseMs, Break where) {
        steps = answer;
        breaking = where;
        if (pauseMs == 0) {
            burst(answer);
            return;
        }
        step(answer);
        if (!done && !stalled) {
            timer = vertx.setPeriodic(pauseMs, id -> beat(answer));
        }
    }

    /** A client that reads slowly misses beats: nothing piles up here. */
    private void beat(Steps answer) {
        if (!done && !response.writeQueueFull()) {
            step(answer);
        }
    }

    private void burst(Steps answer) {
        while (!done && !stalled && !response.writeQueueFull()) {
            step(answer);
        }
        if (!done && !stalled) {
            response.drainHandler(v -> burst(answer));
        }
    }

    private void step(Steps answer) {
        if (chunks != breaking.after()) {
            send(answer, answer.next());
            return;
        }
        switch (breaking.kind()) {
            case CUT -> cut();
            case ERROR -> {
                finish();
                visit.failed(answer.tokensSent());
                response.end(answer.error());
            }
            case GARBAGE -> {
                spoilt = true;
                answer.next();
                send(answer, answer.garbage());
            }
            case STALL -> {
                stalled = true;
                stopTimer();
                sendHead();
            }
        }
    }

    private void send(Steps answer, Buffer next) {
        chunks++;
        if (!answer.done()) {
            response.write(next);
            return;
        }
        finish();
        if (spoilt) {
            visit.failed(answer.tokensSent());
        } else {
            visit.completed(answer.tokensSent());
        }
        response.end(next);
    }

    /** Before the first chunk, nothing else would send it. */
    private void sendHead() {
        if (chunks == 0) {
            response.write(Buffer.buffer());
            if (request.connection() instanceof ConnectionBase connection) {
                // an empty write would wait for the next one
                connection.channel().flush();
            }
        }
    }

    private void cut() {
        finish();
        sendHead();
        vertx.setTimer(BEFORE_RESET_MS, id -> reset());
    }

    private void finish() {
        done = true;
        stopTimer();
    }

    private void left() {
        finish();
        visit.aborted(sent());
    }

    private int sent() {
        return steps == null ? 0 : steps.tokensSent();
    }

    private void stopTimer() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }
}
