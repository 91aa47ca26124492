package gateway.provider.bedrock;

import gateway.Ticker;
import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Receiver;
import gateway.model.Stream;
import gateway.wire.bedrock.BedrockAnswer;
import gateway.wire.bedrock.BedrockEvents;
import gateway.wire.bedrock.BedrockFailures;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;

/**
 * One streamed answer of Bedrock: takes the SDK's events on its event loop and hands them over on the relay's.
 *
 * <p>No more than {@link #WINDOW} events are asked for ahead, so that a slow client slows the provider down: an event
 * is asked for when one has been handed over, and the SDK reads from the socket only what was asked for.
 *
 * <p>The subscriber's methods run on the SDK's threads, one at a time; {@link #drain} and the fields it uses belong to
 * the relay; the queue and the flags join the two.
 */
final class BedrockStream implements Stream, Subscriber<ConverseStreamOutput> {
    /** How many events are under way at most. */
    private static final int WINDOW = 16;

    private final Executor relay;
    private final Map<String, String> toolNames;
    private final Ticker ticker;
    private final SilenceWatch watch;
    private final CompletableFuture<Long> first = new CompletableFuture<>();
    private final Queue<Signal> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean terminated = new AtomicBoolean();
    private final AtomicInteger wakeUps = new AtomicInteger();

    private BedrockEvents events;
    private volatile @Nullable CompletableFuture<Void> call;
    private volatile @Nullable Subscription subscription;
    private volatile @Nullable Receiver receiver;
    private volatile boolean paused;
    private volatile boolean cancelled;
    private boolean over;

    BedrockStream(Executor relay, Map<String, String> toolNames, Ticker ticker, SilenceWatch watch) {
        this.relay = relay;
        this.toolNames = toolNames;
        this.ticker = ticker;
        this.watch = watch;
        this.events = new BedrockEvents("", toolNames);
    }

    /** What the SDK hands its answer to. */
    ConverseStreamResponseHandler handler() {
        return ConverseStreamResponseHandler.builder()
                .onResponse(this::begin)
                .onEventStream(publisher -> publisher.subscribe(this))
                .build();
    }

    /** Ties the stream to the call that feeds it: a call that fails in any way fails the stream. */
    @SuppressWarnings("FutureReturnValueIgnored") // what it completes is the stream
    void follow(CompletableFuture<Void> running) {
        call = running;
        running.whenComplete((nothing, thrown) -> {
            if (thrown != null) {
                onError(thrown);
            }
        });
        if (cancelled) {
            abort();
        }
    }

    /** Completed with the ticker's time when the first meaningful event is there, or with why there will be none. */
    CompletableFuture<Long> first() {
        return first;
    }

    /** Ends the call, without a word to the receiver. */
    void abort() {
        if (subscription != null) {
            subscription.cancel();
        }
        if (call != null) {
            call.cancel(true);
        }
    }

    @Override
    public void start(Receiver target) {
        receiver = target;
        watch.start(() -> !paused && queue.isEmpty(), this::stalled);
        schedule();
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        schedule();
    }

    @Override
    public void cancel() {
        cancelled = true;
        first.completeExceptionally(new FailedException(Failure.of(Failure.Kind.CANCELLED, "cancelled")));
        abort();
        schedule();
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        if (cancelled) {
            given.cancel();
        } else {
            given.request(WINDOW);
        }
    }

    @Override
    public void onNext(ConverseStreamOutput output) {
        watch.heard();
        Event event = events.next(output);
        if (event.chunks().isEmpty()) {
            request();
            return;
        }
        queue.add(new Signal.Next(event));
        if (event.chunks().stream().anyMatch(Chunk::semantic)) {
            first.complete(ticker.nanos());
        } else if (!first.isDone()) {
            request();
        }
        schedule();
    }

    @Override
    public void onError(Throwable thrown) {
        terminate(BedrockFailures.of(thrown));
    }

    @Override
    public void onComplete() {
        if (!events.complete()) {
            boolean empty = !first.isDone();
            terminate(Failure.of(Failure.Kind.BROKEN, empty ? "empty_stream" : "cut"));
        } else if (terminated.compareAndSet(false, true)) {
            queue.add(new Signal.End());
            schedule();
        }
    }

    private void stalled() {
        terminate(Failure.of(Failure.Kind.TIMEOUT, "stalled"));
        abort();
    }

    private void begin(ConverseStreamResponse response) {
        events = new BedrockEvents(BedrockAnswer.id(response), toolNames);
    }

    private void terminate(Failure failure) {
        if (terminated.compareAndSet(false, true)) {
            queue.add(new Signal.Broken(failure));
            first.completeExceptionally(new FailedException(failure));
            schedule();
        }
    }

    private void request() {
        if (subscription != null) {
            subscription.request(1);
        }
    }

    private void schedule() {
        Receiver target = receiver;
        if (target != null && wakeUps.getAndIncrement() == 0) {
            relay.execute(() -> drain(target));
        }
    }

    /** Hands over until nobody has called for it meanwhile, so that there is never more than one run of it. */
    private void drain(Receiver target) {
        boolean sound = false;
        try {
            int seen = 1;
            do {
                handOver(target);
                seen = wakeUps.addAndGet(-seen);
            } while (seen != 0);
            sound = true;
        } finally {
            if (!sound) {
                // the receiver is broken: nobody would ever stop the call
                abort();
            }
            if (over || !sound) {
                watch.stop();
            }
        }
    }

    /** Hands over what is there, until the receiver asks for a break. */
    private void handOver(Receiver target) {
        boolean written = false;
        while (!over && !cancelled && !paused) {
            Signal signal = queue.poll();
            if (signal == null) {
                break;
            }
            switch (signal) {
                case Signal.Next next -> {
                    written = true;
                    target.next(next.event());
                    request();
                }
                case Signal.End end -> {
                    over = true;
                    target.flush();
                    target.end();
                }
                case Signal.Broken broken -> {
                    over = true;
                    target.flush();
                    target.fail(broken.failure());
                }
            }
        }
        if (over) {
            return;
        }
        if (cancelled) {
            over = true;
            last(target);
            target.cancelled();
        } else if (written) {
            target.flush();
        }
    }

    /** What has come is charged, so that it must be seen, if by nobody else then by who counts. */
    private void last(Receiver target) {
        for (Signal signal = queue.poll(); signal != null; signal = queue.poll()) {
            if (signal instanceof Signal.Next next) {
                target.next(next.event());
            }
        }
    }

    /** What waits to be handed over. */
    private sealed interface Signal {
        /**
         * An event.
         *
         * @param event with at least one chunk
         */
        record Next(Event event) implements Signal {}

        /** The proper end. */
        record End() implements Signal {}

        /**
         * An improper end.
         *
         * @param failure why
         */
        record Broken(Failure failure) implements Signal {}
    }
}
