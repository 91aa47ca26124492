package gateway.reload;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectConsumer;

/**
 * The {@code direct:} component, but that a second consumer of an endpoint takes the place of the first in one step
 * instead of being refused. Messages under way end in the route that they began in; no moment is without a consumer.
 */
public final class SwapDirectComponent extends DirectComponent {
    private final Map<String, DirectConsumer> current = new ConcurrentHashMap<>();

    @Override
    public void addConsumer(String key, DirectConsumer consumer) {
        DirectConsumer before = current.put(key, consumer);
        if (before != null) {
            super.removeConsumer(key, before);
        }
        super.addConsumer(key, consumer);
    }

    @Override
    public void removeConsumer(String key, DirectConsumer consumer) {
        if (current.remove(key, consumer)) {
            super.removeConsumer(key, consumer);
        }
    }

    @Override
    protected DirectConsumer getConsumer(String key, boolean block, long timeout) throws InterruptedException {
        DirectConsumer found = current.get(key);
        return found != null ? found : super.getConsumer(key, block, timeout);
    }
}
