package gateway.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.contract.Field.Section;
import gateway.contract.FieldList;
import gateway.contract.News;
import gateway.model.Answer;
import gateway.model.Chunk;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Event;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Part;
import gateway.model.Receiver;
import gateway.telemetry.KnownFields;
import gateway.wire.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** All that a provider's adapter does, once each, with small real calls: an answer, a stream, a call of a tool. */
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
    private final FieldList known;
    private final Set<String> news = new TreeSet<>();
    private boolean looked;

    FullCheckup(ProbeCall probe, Deployment deployment) {
        this.probe = probe;
        this.deployment = deployment;
        this.known = KnownFields.of(deployment.dialect());
    }

    /** A line for each call, and one for what was new in the answers. */
    List<Checkup.Finding> examine() {
        List<Checkup.Finding> findings = new ArrayList<>();
        findings.add(call("answer", WHOLE));
        findings.add(call("stream", STREAMED));
        findings.add(call("tool call", TOOL));
        // news is no fault: nothing that is read has changed, or a call would have failed
        findings.add(new Checkup.Finding(true, "news: " + news()));
        return findings;
    }

    private String news() {
        if (!looked) {
            return deployment.dialect() == Dialect.BEDROCK
                    ? "unknown, the AWS SDK reads the answers"
                    : "unknown, there was no answer to look at";
        }
        return news.isEmpty()
                ? "none, the answers hold nothing that this build does not know"
                : String.join(", ", news);
    }

    private Checkup.Finding call(String name, String question) {
        long begun = probe.now();
        try {
            String got = heard(probe.ask(deployment, question.formatted(deployment.model())));
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
                if (whole.original() != null) {
                    look(whole.original().json(), Section.ANSWER);
                }
                boolean called = whole.completion().content().stream().anyMatch(Part.ToolCall.class::isInstance);
                yield (called ? "a call" : "an answer") + ", ended by "
                        + whole.completion().finish() + (whole.completion().usage() == null ? ", no usage" : "");
            }
            case Answer.Embedded embedded -> embedded.embeddings().vectors().size() + " vectors";
            case Answer.Streamed streamed -> {
                Heard heard = new Heard();
                probe.on(() -> streamed.stream().start(heard));
                yield "a stream of " + heard.await() + " events";
            }
        };
    }

    private void look(String text, Section section) {
        try {
            JsonNode json = JsonCodec.MAPPER.readTree(text);
            looked = true;
            // a stream of Google's is one answer after the other
            Section read = deployment.dialect() == Dialect.GEMINI ? Section.ANSWER : section;
            News.of(json, read, known).forEach(item -> news.add(item.toString()));
        } catch (JsonProcessingException e) {
            // an end mark such as [DONE]
        }
    }

    /** Hears a stream to its end. */
    private final class Heard implements Receiver {
        private final CompletableFuture<Integer> over = new CompletableFuture<>();
        private int events;
        private boolean finished;

        @Override
        public void next(Event event) {
            events++;
            finished |= event.chunks().stream().anyMatch(Chunk.Finished.class::isInstance);
            if (event.raw() != null) {
                for (String line : StandardCharsets.UTF_8
                        .decode(event.raw().duplicate())
                        .toString()
                        .lines()
                        .toList()) {
                    if (line.startsWith("data:")) {
                        look(line.substring("data:".length()), Section.EVENT);
                    }
                }
            }
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
