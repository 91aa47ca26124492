package gateway.infra;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.TagMutability;
import software.constructs.Construct;

/** Repositories of images. Apart from the service, which does not start before they hold some. */
public final class ImagesStack extends Stack {
    private final Repository gateway;
    private final Repository collector;

    /** Makes them. */
    public ImagesStack(Construct scope, String id, Target target) {
        super(scope, id, target.props("Images of the gateway"));
        gateway = repository(target, "gateway");
        collector = repository(target, "collector");
    }

    /** The gateway's images. */
    Repository gateway() {
        return gateway;
    }

    /** The collector's: tasks reach no public registry. */
    Repository collector() {
        return collector;
    }

    private Repository repository(Target target, String name) {
        return Repository.Builder.create(this, name)
                .repositoryName(target.prefix() + "/" + name)
                .imageScanOnPush(true)
                .imageTagMutability(TagMutability.IMMUTABLE)
                .removalPolicy(target.stage().removal())
                .build();
    }
}
