package gateway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.aws2.sqs.Sqs2HeaderFilterStrategy;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Attributes of messages that pretend to be Camel's own headers (CVE-2026-46456). */
class SqsHeadersTest {
    private static final String RECEIPT = "CamelAwsSqsReceiptHandle";

    private final URI queue = AwsLab.newQueue();

    @Test
    void letOrdinaryAttributesThroughAndNoneOfCamels() throws Exception {
        Map<String, Object> headers = receive(
                new SqsHeaders(), "tenant", RECEIPT, "cAMELHttpUri", "CAMELBEANMETHODNAME", "org.apache.camel.x");

        assertThat(headers).containsEntry("tenant", "forged");
        assertThat(headers.entrySet())
                .filteredOn(entry -> entry.getValue().equals("forged"))
                .extracting(Map.Entry::getKey)
                .containsExactly("tenant");
        assertThat(headers.get(RECEIPT)).asString().isNotBlank();
        assertThat(left()).isZero();
    }

    @Test
    void areNeededSinceTheComponentsOwnFilterLetsThemThrough() throws Exception {
        Map<String, Object> headers = receive(new Sqs2HeaderFilterStrategy(), "CamelHttpUri");

        assertThat(headers).containsEntry("CamelHttpUri", "forged");
    }

    /** The headers of a message whose attributes all hold the same. */
    private Map<String, Object> receive(HeaderFilterStrategy filter, String... attributes) throws Exception {
        BlockingQueue<Map<String, Object>> received = new LinkedBlockingQueue<>();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("sqs", AwsLab.queues());
            camel.getRegistry().bind("filter", filter);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("aws2-sqs:any?amazonSQSClient=#sqs&headerFilterStrategy=#filter&messageAttributeNames=All"
                                    + "&waitTimeSeconds=1&queueUrl=" + queue)
                            .process(exchange -> received.add(
                                    Map.copyOf(exchange.getMessage().getHeaders())));
                }
            });
            camel.start();
            MessageAttributeValue forged = MessageAttributeValue.builder()
                    .dataType("String")
                    .stringValue("forged")
                    .build();
            AwsLab.queues()
                    .sendMessage(send -> send.queueUrl(queue.toString())
                            .messageBody("{}")
                            .messageAttributes(
                                    Stream.of(attributes).collect(Collectors.toMap(name -> name, name -> forged))));
            Map<String, Object> headers = received.poll(10, TimeUnit.SECONDS);
            assertThat(headers).isNotNull();
            return headers;
        }
    }

    /** How many messages were not deleted. */
    private int left() {
        QueueAttributeName hidden = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;
        return Integer.parseInt(AwsLab.queues()
                .getQueueAttributes(get -> get.queueUrl(queue.toString()).attributeNames(hidden))
                .attributes()
                .getOrDefault(hidden, "0"));
    }
}
