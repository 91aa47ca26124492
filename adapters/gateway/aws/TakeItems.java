package gateway.aws;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Takes a page of a table. */
public final class TakeItems {
    /**
     * The reading with one more page.
     *
     * @param items the page
     * @param lastKey where it ends; null = there is no other page
     */
    public RegistryReading apply(
            RegistryReading reading,
            List<Map<String, AttributeValue>> items,
            @Nullable Map<String, AttributeValue> lastKey) {
        return reading.take(items, lastKey);
    }
}
