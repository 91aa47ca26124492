package gateway.infra;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** All checks on the templates of all variants. */
class StacksTest {
    @TestFactory
    Stream<DynamicContainer> everyCheckHoldsOfEveryVariant() {
        return Stream.of(Variant.values())
                .map(variant -> DynamicContainer.dynamicContainer(
                        variant.name(),
                        Check.all().stream()
                                .map(check -> DynamicTest.dynamicTest(
                                        check.name(), () -> check.body().accept(Templates.of(variant))))));
    }
}
