package gateway.job;

/** Jobs by a queue of Amazon SQS. */
class SqsJobTest extends JobContract {
    SqsJobTest() {
        super(new SqsJobs());
    }
}
