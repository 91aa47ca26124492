package gateway.provider.bedrock;

import gateway.contract.AnswerSampler;
import gateway.contract.AnswerSampler.Kind;
import gateway.contract.AnswerSampler.Sample;
import gateway.model.Dialect;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/**
 * Copies the bodies of Bedrock's answers that are picked to be looked at, as the SDK drops what it does not know. Other
 * bodies pass untouched. Thread-safe.
 */
final class AnswerTap implements ExecutionInterceptor {
    private static final int OK = 200;
    private static final String KIND = ":event-type";

    private final AnswerSampler sampler;

    AnswerTap(AnswerSampler sampler) {
        this.sampler = sampler;
    }

    @Override
    public Optional<Publisher<ByteBuffer>> modifyAsyncHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        Optional<Publisher<ByteBuffer>> body = context.responsePublisher();
        String provider = SocketCheck.Order.provider(attributes);
        Kind kind = kind(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
        if (provider == null || kind == null || context.httpResponse().statusCode() != OK || body.isEmpty()) {
            return body;
        }
        Sample sample = sampler.sample(provider, Dialect.BEDROCK, kind);
        if (sample == null) {
            return body;
        }
        Function<ByteBuffer, List<String>> decoder = kind == Kind.STREAM ? AnswerTap::events : AnswerTap::text;
        return Optional.of(subscriber -> body.get().subscribe(new Copying(subscriber, sample, decoder)));
    }

    private static @Nullable Kind kind(@Nullable String operation) {
        return switch (operation) {
            case "Converse" -> Kind.WHOLE;
            case "ConverseStream" -> Kind.STREAM;
            case "InvokeModel" -> Kind.EMBEDDING;
            case null, default -> null;
        };
    }

    private static List<String> text(ByteBuffer body) {
        return List.of(StandardCharsets.UTF_8.decode(body).toString());
    }

    /** Each event as an object of one field, whose name is the event's kind. */
    static List<String> events(ByteBuffer frames) {
        List<String> events = new ArrayList<>();
        MessageDecoder decoder = new MessageDecoder(message -> event(message, events));
        decoder.feed(frames);
        return events;
    }

    private static void event(Message message, List<String> events) {
        HeaderValue kind = message.getHeaders().get(KIND);
        if (kind != null) {
            events.add(
                    "{\"" + kind.getString() + "\":" + new String(message.getPayload(), StandardCharsets.UTF_8) + "}");
        }
    }

    /**
     * Passes everything on.
     *
     * @param subscriber to whom
     * @param sample takes the copies
     * @param decoder makes JSON texts of them
     */
    private record Copying(
            Subscriber<? super ByteBuffer> subscriber, Sample sample, Function<ByteBuffer, List<String>> decoder)
            implements Subscriber<ByteBuffer> {
        @Override
        public void onSubscribe(Subscription subscription) {
            subscriber.onSubscribe(new Subscription() {
                @Override
                public void request(long more) {
                    subscription.request(more);
                }

                @Override
                public void cancel() {
                    sample.end(decoder);
                    subscription.cancel();
                }
            });
        }

        @Override
        public void onNext(ByteBuffer piece) {
            sample.add(piece);
            subscriber.onNext(piece);
        }

        @Override
        public void onError(Throwable thrown) {
            sample.end(decoder);
            subscriber.onError(thrown);
        }

        @Override
        public void onComplete() {
            sample.end(decoder);
            subscriber.onComplete();
        }
    }
}
