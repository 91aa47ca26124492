package gateway.settings;

import gateway.settings.QueuesSettings.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What must hold for queues from which requests are taken. Not thread-safe. */
final class QueueChecks {
    private static final String ROOT = "gateway.queues";
    private static final String JOBS = ROOT + ".jobs";
    private static final Pattern OWN_NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Set<String> TAKEN = Set.of(QueuesSettings.FIRST, "jobs");
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
        broker(queues, settings.egress().hosts());
        boolean plain = settings.environment().equals("test");
        Set<String> requests = new HashSet<>();
        for (QueuesSettings.Served queue : queues.served()) {
            String path = path(queue);
            kind(queue.kind(), path, profile);
            names(path, queue, plain);
            requests(requests, path, queue.common().requestQueue());
        }
        for (String name :
                queues.named() == null ? Set.<String>of() : queues.named().keySet()) {
            problems.check(
                    OWN_NAME.matcher(name).matches() && !TAKEN.contains(name) && !name.startsWith("fifo-"),
                    ROOT + ".named." + name,
                    "must have a name of small letters, digits and dashes, other than chat and jobs, and not with fifo-"
                            + " before it");
        }
        queues.served()
                .forEach(queue -> problems.check(
                        queue.tenant() == null || queue.common().key() == null,
                        path(queue) + ".tenant",
                        "says whose messages they are, as key does; leave out either of them"));
        if (queues.jobs() != null) {
            jobs(queues.jobs(), queues.retry(), profile, plain);
            requests(requests, JOBS, queues.jobs().requestQueue());
        }
        queues.served().forEach(queue -> loops(requests, queue));
    }

    private void broker(QueuesSettings queues, List<String> hosts) {
        QueuesSettings.Jms jms = queues.jms();
        problems.check(
                queues.broker() == null || jms == null || jms.broker() == null,
                ROOT + ".broker",
                "is there twice: leave out either it or jms.broker");
        QueuesSettings.Broker broker = queues.theBroker();
        if (broker == null) {
            return;
        }
        String path = queues.broker() == null ? ROOT + ".jms" : ROOT;
        String host = broker.url().getHost();
        problems.check(
                "tcp".equals(broker.url().getScheme()) && host != null,
                path + ".broker.url",
                "must be an address such as tcp://broker.example.com:61616");
        problems.check(
                host == null
                        || LOOPBACK.contains(host)
                        || hosts.contains(host)
                        || !problems.sound("gateway.egress.hosts"),
                path + ".broker.url",
                "is at " + host + ", which is not in gateway.egress.hosts; add it there");
        problems.check(
                queues.thePort() == null,
                (queues.port() == null ? ROOT + ".jms" : ROOT) + ".port",
                "is for the broker in this process; leave out either it or broker");
    }

    private void kind(Kind kind, String path, Profile profile) {
        problems.check(
                kind == Kind.JMS || profile == Profile.AWS,
                path,
                "needs the profile aws; leave it out, or take jms, whose broker can run in this process");
    }

    private void jobs(JobsSettings jobs, QueuesSettings.Retry retry, Profile profile, boolean plain) {
        kind(jobs.kind(), JOBS, profile);
        for (String name : List.of(jobs.requestQueue(), jobs.deadLetterQueue())) {
            name(jobs.kind(), JOBS, name, plain);
        }
        problems.check(
                !jobs.requestQueue().equals(jobs.deadLetterQueue()),
                JOBS,
                "needs a queue each for requests and dead letters");
        if (jobs.kind() == Kind.SQS) {
            visibility(JOBS, jobs.theVisibility());
            problems.check(
                    !jobs.requestQueue().endsWith(QueuesSettings.FIFO),
                    JOBS + ".request-queue",
                    "names a FIFO queue, whose messages cannot be put back with a delay; take a standard one");
        }
        problems.check(
                jobs.kept().compareTo(retry.maxAge()) > 0,
                JOBS + ".kept",
                "must be more than retry.max-age, which is " + retry.maxAge()
                        + ": a job must be known for longer than it may wait");
    }

    private void names(String path, QueuesSettings.Served queue, boolean plain) {
        QueuesSettings.Common common = queue.common();
        Set<String> different = new HashSet<>();
        for (String name : List.of(common.requestQueue(), common.replyQueue(), common.deadLetterQueue())) {
            problems.check(different.add(name), path, "needs a queue each for requests, replies and dead letters");
        }
        problems.check(
                !common.replyQueues().contains(common.requestQueue()),
                path + ".reply-queues",
                "must not name the queue of requests, from which each reply would be taken as a request");
        for (String name : all(common)) {
            name(queue.kind(), path, name, plain);
        }
        if (queue.kind() == Kind.SQS) {
            visibility(path, queue.visibility());
        }
    }

    private void name(Kind kind, String path, String name, boolean plain) {
        if (kind == Kind.JMS) {
            problems.check(
                    NAME.matcher(name).matches(),
                    path,
                    "names a queue that is not letters, digits, dots, dashes, slashes or underscores");
        } else {
            url(path, name, plain);
        }
    }

    private void url(String path, String url, boolean plain) {
        URI uri = uri(url);
        boolean secure = uri != null && "https".equals(uri.getScheme());
        problems.check(
                uri != null && uri.getHost() != null && (secure || (plain && "http".equals(uri.getScheme()))),
                path,
                "must name queues by their URLs, such as https://sqs.eu-central-1.amazonaws.com/123456789012/requests");
    }

    private static @Nullable URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private void visibility(String path, Duration visibility) {
        problems.check(
                visibility.compareTo(LEAST_VISIBILITY) >= 0 && visibility.compareTo(MOST_VISIBILITY) <= 0,
                path + ".visibility",
                "must be 10s to 12h");
    }

    /** Whose message it is must not depend on who is first to take it. */
    private void requests(Set<String> requests, String path, String queue) {
        problems.check(requests.add(queue), path + ".request-queue", "is read by another entry, too; take one each");
    }

    private void loops(Set<String> requests, QueuesSettings.Served queue) {
        QueuesSettings.Common common = queue.common();
        problems.check(
                all(common).stream().noneMatch(name -> !name.equals(common.requestQueue()) && requests.contains(name)),
                path(queue),
                "must not write to a queue of requests, from which each reply would be taken as a request");
    }

    private static String path(QueuesSettings.Served queue) {
        return queue.name().equals(QueuesSettings.FIRST)
                ? ROOT + "." + queue.kind().name().toLowerCase(Locale.ROOT)
                : ROOT + ".named." + queue.name();
    }

    private static List<String> all(QueuesSettings.Common common) {
        List<String> all = new ArrayList<>(common.replyQueues());
        all.add(common.requestQueue());
        all.add(common.replyQueue());
        all.add(common.deadLetterQueue());
        return all;
    }
}
