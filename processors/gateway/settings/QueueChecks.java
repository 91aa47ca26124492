package gateway.settings;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What must hold for queues from which requests are taken. Not thread-safe. */
final class QueueChecks {
    private static final String ROOT = "gateway.queues";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,199}");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");
    private static final Duration LEAST_VISIBILITY = Duration.ofSeconds(10);
    private static final Duration MOST_VISIBILITY = Duration.ofHours(12);

    private final Problems problems;

    QueueChecks(Problems problems) {
        this.problems = problems;
    }

    /** Notes everything that does not hold. */
    void check(@Nullable QueuesSettings queues, Settings settings, Profile profile) {
        if (queues == null) {
            return;
        }
        problems.check(
                queues.retry().firstDelay().compareTo(queues.retry().maxDelay()) <= 0,
                ROOT + ".retry.max-delay",
                "must not be less than first-delay, which is " + queues.retry().firstDelay());
        if (queues.jms() != null) {
            jms(queues.jms(), settings.egress().hosts());
        }
        if (queues.sqs() != null) {
            problems.check(
                    profile == Profile.AWS,
                    ROOT + ".sqs",
                    "needs the profile aws; leave it out, or take jms, whose broker can run in this process");
            sqs(queues.sqs(), settings.environment().equals("test"));
        }
    }

    private void jms(QueuesSettings.Jms jms, List<String> hosts) {
        QueuesSettings.Broker broker = jms.broker();
        if (broker != null) {
            String host = broker.url().getHost();
            problems.check(
                    "tcp".equals(broker.url().getScheme()) && host != null,
                    ROOT + ".jms.broker.url",
                    "must be an address such as tcp://broker.example.com:61616");
            problems.check(
                    host == null
                            || LOOPBACK.contains(host)
                            || hosts.contains(host)
                            || !problems.sound("gateway.egress.hosts"),
                    ROOT + ".jms.broker.url",
                    "is at " + host + ", which is not in gateway.egress.hosts; add it there");
            problems.check(
                    jms.port() == null,
                    ROOT + ".jms.port",
                    "is for the broker in this process; leave out either it or broker");
        }
        names(ROOT + ".jms", jms.common());
        for (String name : all(jms.common())) {
            problems.check(
                    NAME.matcher(name).matches(),
                    ROOT + ".jms",
                    "names a queue that is not letters, digits, dots, dashes, slashes or underscores");
        }
    }

    private void sqs(QueuesSettings.Sqs sqs, boolean plain) {
        names(ROOT + ".sqs", sqs.common());
        for (String url : all(sqs.common())) {
            URI uri = URI.create(url);
            boolean secure = "https".equals(uri.getScheme());
            problems.check(
                    uri.getHost() != null && (secure || (plain && "http".equals(uri.getScheme()))),
                    ROOT + ".sqs",
                    "must name queues by their URLs, such as https://sqs.eu-central-1.amazonaws.com/123456789012/requests");
            problems.check(
                    !url.endsWith(".fifo"),
                    ROOT + ".sqs",
                    "names a FIFO queue, whose messages cannot be put back with a delay; take a standard one");
        }
        problems.check(
                sqs.visibility().compareTo(LEAST_VISIBILITY) >= 0
                        && sqs.visibility().compareTo(MOST_VISIBILITY) <= 0,
                ROOT + ".sqs.visibility",
                "must be 10s to 12h");
    }

    private void names(String path, QueuesSettings.Common common) {
        Set<String> different = new HashSet<>();
        for (String name : List.of(common.requestQueue(), common.replyQueue(), common.deadLetterQueue())) {
            problems.check(different.add(name), path, "needs a queue each for requests, replies and dead letters");
        }
        problems.check(
                !common.replyQueues().contains(common.requestQueue()),
                path + ".reply-queues",
                "must not name the queue of requests, from which each reply would be taken as a request");
    }

    private static List<String> all(QueuesSettings.Common common) {
        List<String> all = new ArrayList<>(common.replyQueues());
        all.add(common.requestQueue());
        all.add(common.replyQueue());
        all.add(common.deadLetterQueue());
        return all;
    }
}
