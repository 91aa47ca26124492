package gateway.job;

/** Jobs by a JMS queue of the broker in this process. */
class JmsJobTest extends JobContract {
    JmsJobTest() {
        super(new JmsJobs());
    }
}
