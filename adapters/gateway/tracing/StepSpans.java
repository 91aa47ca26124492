package gateway.tracing;

import gateway.api.Problems;
import gateway.http.RouteName;
import gateway.model.FailedException;
import gateway.model.RefusedException;
import io.opentelemetry.api.trace.SpanKind;
import java.util.Set;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span of each stage of the chain, by the id that stands in the route's file, where the call is traced: of the
 * steps of {@code routes/chat.camel.yaml}, but for what only holds others or hands over to another route, and of those
 * elsewhere that choose or wait. What only keeps the books has none, as it would make half as many spans again of some
 * microseconds each. Thread-safe.
 */
final class StepSpans implements InterceptStrategy {
    private static final String CHAIN = "chat";
    /** Steps of other routes. */
    private static final Set<String> STAGES = Set.of("recall", "choose", "hedge", "call-provider");

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, @Nullable Processor nextTarget) {
        if (definition.getId() == null || !(definition instanceof ProcessorDefinition<?> step)) {
            return target;
        }
        String name = RouteName.of(definition.getId());
        String route = ProcessorDefinitionHelper.getRouteId(step);
        boolean ofChain = route != null
                && CHAIN.equals(RouteName.of(route))
                && step.getOutputs().isEmpty()
                && !handsOver(step);
        return STAGES.contains(name) || ofChain ? new Step(target, name) : target;
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
