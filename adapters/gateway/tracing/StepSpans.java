package gateway.tracing;

import gateway.api.Problems;
import gateway.http.RouteName;
import gateway.model.FailedException;
import gateway.model.RefusedException;
import io.opentelemetry.api.trace.SpanKind;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span of each step of a route, by the id that stands in the route's file, where the call is traced. What only
 * holds other steps, as a loop does, or hands over to another route, has none: the steps there have theirs.
 * Thread-safe.
 */
final class StepSpans implements InterceptStrategy {
    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, @Nullable Processor nextTarget) {
        boolean stands = definition instanceof ProcessorDefinition<?> step
                && step.getOutputs().isEmpty();
        return stands && !handsOver(definition) && definition.getId() != null
                ? new Step(target, RouteName.of(definition.getId()))
                : target;
    }

    private static boolean handsOver(NamedNode definition) {
        String uri = switch (definition) {
            case SendDefinition<?> fixed -> fixed.getUri();
            case ToDynamicDefinition chosen -> chosen.getUri();
            default -> null;
        };
        return uri != null && uri.startsWith("direct:");
    }

    /** One step as the route runs it. */
    private static final class Step extends DelegateAsyncProcessor {
        private final String name;

        Step(Processor target, String name) {
            super(target);
            this.name = name;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Place place = Place.current();
            if (place == null) {
                return super.process(exchange, callback);
            }
            CallSpan outer = place.span();
            CallSpan own = outer.child(name, SpanKind.INTERNAL);
            place.at(own);
            return super.process(exchange, doneSync -> {
                place.at(outer);
                Exception failure = exchange.getException();
                if (failure != null) {
                    own.fail(type(failure));
                }
                own.end();
                callback.done(doneSync);
            });
        }

        private static String type(Exception failure) {
            return switch (failure) {
                case RefusedException refused ->
                    Problems.of(refused.refusal(), "").code();
                case FailedException failed -> failed.failure().code();
                default -> failure.getClass().getName();
            };
        }
    }
}
