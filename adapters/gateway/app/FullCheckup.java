package gateway.app;

import gateway.model.Answer;
import gateway.model.Chunk;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Event;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.ModelKind;
import gateway.model.Part;
import gateway.model.Receiver;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that a provider's adapter does, once each, with small real calls: an answer, a stream, a call of a tool, a count
 * of tokens and vectors, where there are such.
 */
final class FullCheckup {
    private static final long PATIENCE_SECONDS = 60;
    private static final String WHOLE = """
            {"model":"%s","max_tokens":64,"messages":[{"role":"user","content":"Say ok."}]}""";
    private static final String STREAMED = """
            {"model":"%s","max_tokens":64,"stream":true,"messages":[{"role":"user","content":"Say ok."}]}""";
    private static final String TOOL = """
            {"model":"%s","max_tokens":256,"tool_choice":"required",
             "messages":[{"role":"user","content":"What is the time in Rome? Use the tool."}],
             "tools":[{"type":"function","function":{"name":"get_time","description":"Tells the time in a city",
               "parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}]}""";

    private final ProbeCall probe;
    private final Deployment deployment;
    private final @Nullable Deployment embedding;
    private final DoctorNews news;

    /**
     * Takes what is looked at.
     *
     * @param deployment called for answers; one for vectors alone where there is no other
     * @param embedding called for vectors; null if the provider has none
     * @param news of the answers
     */
    FullCheckup(ProbeCall probe, Deployment deployment, @Nullable Deployment embedding, DoctorNews news) {
        this.probe = probe;
        this.deployment = deployment;
        this.embedding = embedding;
        this.news = news;
    }

    /** A line for each call, and one for what was new in the answers. */
    List<Checkup.Finding> examine() {
        List<Checkup.Finding> findings = new ArrayList<>();
        if (!(deployment.kind() instanceof ModelKind.Embedding)) {
            findings.add(asked("answer", WHOLE));
            findings.add(asked("stream", STREAMED));
            findings.add(asked("tool call", TOOL));
            if (deployment.dialect() != Dialect.OPENAI) {
                findings.add(call("token count", this::counted));
            }
        }
        if (embedding != null) {
            findings.add(call("vectors", () -> heard(probe.embed(embedding))));
        }
        // news is no fault: nothing that is read has changed, or a call would have failed
        findings.add(new Checkup.Finding(true, "news: " + news.text()));
        return findings;
    }

    private String counted() {
        OptionalLong tokens = probe.count(deployment, WHOLE.formatted(deployment.model()));
        return tokens.isPresent() ? tokens.getAsLong() + " tokens" : "none, the dialect has no such call";
    }

    private Checkup.Finding asked(String name, String question) {
        return call(name, () -> heard(probe.ask(deployment, question.formatted(deployment.model()))));
    }

    private Checkup.Finding call(String name, Supplier<String> question) {
        long begun = probe.now();
        try {
            String got = question.get();
            return new Checkup.Finding(
                    true, name + ": " + got + " in " + TimeUnit.NANOSECONDS.toMillis(probe.now() - begun) + " ms");
        } catch (FailedException e) {
            Failure failure = e.failure();
            String what = failure.status() == 0 ? failure.code() : "status " + failure.status() + ", " + failure.code();
            return new Checkup.Finding(false, name + ": failed: " + what + ". " + advice(failure));
        }
    }

    private static String advice(Failure failure) {
        return failure.code().equals("garbage")
                ? "The answer lacks what this build reads: compare the provider's API document by ./serai contracts."
                : switch (failure.kind()) {
                    case OUR_FAULT -> "Check the credential, upstream-name and endpoint.";
                    case RATE_LIMITED -> "The account's rate limit is used up: wait.";
                    case UNREACHABLE, TIMEOUT, BROKEN -> "Try again, or look at the provider's status page.";
                    default -> "The deployment does not take this kind of request.";
                };
    }

    /** What kind of answer it was; never its words. */
    private String heard(Answer answer) {
        return switch (answer) {
            case Answer.Whole whole -> {
                boolean called = whole.completion().content().stream().anyMatch(Part.ToolCall.class::isInstance);
                yield (called ? "a call" : "an answer") + ", ended by "
                        + whole.completion().finish() + (whole.completion().usage() == null ? ", no usage" : "");
            }
            case Answer.Embedded embedded ->
                embedded.embeddings().vectors().size() + " of "
                        + embedded.embeddings().vectors().getFirst().dimensions() + " dimensions";
            case Answer.Streamed streamed -> {
                Heard heard = new Heard();
                probe.on(() -> streamed.stream().start(heard));
                yield "a stream of " + heard.await() + " events";
            }
        };
    }

    /** Hears a stream to its end. */
    private static final class Heard implements Receiver {
        private final CompletableFuture<Integer> over = new CompletableFuture<>();
        private int events;
        private boolean finished;

        @Override
        public void next(Event event) {
            events++;
            finished |= event.chunks().stream().anyMatch(Chunk.Finished.class::isInstance);
        }

        @Override
        public void flush() {
            // nothing is held
        }

        @Override
        public void end() {
            if (finished) {
                over.complete(events);
            } else {
                fail(Failure.of(Failure.Kind.BROKEN, "cut"));
            }
        }

        @Override
        public void fail(Failure failure) {
            over.completeExceptionally(new FailedException(failure));
        }

        @Override
        public void cancelled() {
            fail(Failure.of(Failure.Kind.CANCELLED, "cancelled"));
        }

        int await() {
            try {
                return over.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new FailedException(Failure.of(Failure.Kind.TIMEOUT, "stalled"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FailedException(Failure.of(Failure.Kind.CANCELLED, "stopped"));
            } catch (ExecutionException e) {
                throw e.getCause() instanceof FailedException failed
                        ? failed
                        : new FailedException(Failure.of(Failure.Kind.BROKEN, "fault"));
            }
        }
    }
}
