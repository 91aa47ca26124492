package gateway.aws;

import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.HierarchyTypeMismatchException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/** Writes parameters. */
final class Parameters {
    private Parameters() {}

    /**
     * Puts a parameter, whether it is there or not. One that was made as a secure string stays one.
     *
     * @return its new version
     */
    static long put(SsmClient ssm, String name, String value) {
        PutParameterRequest plain = PutParameterRequest.builder()
                .name(name)
                .value(value)
                .type(ParameterType.STRING)
                .overwrite(true)
                .build();
        try {
            return ssm.putParameter(plain).version();
        } catch (HierarchyTypeMismatchException e) {
            // the type of a parameter cannot be changed; without one, the old one stays
            return ssm.putParameter(plain.toBuilder().type((String) null).build())
                    .version();
        }
    }
}
