package gateway;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import gateway.model.Vector;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** The shape of the code, as rules that fail the build. */
@AnalyzeClasses(packages = "gateway", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] OUTER = {
        "gateway.app..",
        "gateway.api..",
        "gateway.http..",
        "gateway.ingress..",
        "gateway.websocket..",
        "gateway.grpc..",
        "gateway.queue..",
        "gateway.provider..",
        "gateway.aws..",
        "gateway.local..",
        "gateway.oidc..",
        "gateway.sso..",
        "gateway.admin..",
        "gateway.dashboard..",
        "gateway.reload..",
        "gateway.telemetry..",
        "gateway.tracing..",
        "gateway.simulator..",
        "gateway.wire.."
    };
    /** Bedrock's wire format is the SDK's model classes. */
    private static final String BEDROCK_WIRE = "gateway.wire.bedrock..";

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("gateway.(**)")
            .should()
            .beFreeOfCycles()
            .because("a reader must be able to start at any package and only ever go inward");

    @ArchTest
    static final ArchRule modelStandsAlone = classes()
            .that()
            .resideInAPackage("gateway.model")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("gateway.model", "java..", "org.jspecify..")
            .because("the model is what everyone else agrees on");

    @ArchTest
    static final ArchRule processorsDecideAndAdaptersTalk = noClasses()
            .that()
            .resideOutsideOfPackages(OUTER)
            .and()
            .resideOutsideOfPackage(BEDROCK_WIRE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.camel..", "software.amazon..", "io.vertx..", "java.net.http..", "java.sql..")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(OUTER)
            .because("processors are pure decisions: testable without a server, a cloud or Camel");

    @ArchTest
    static final ArchRule providersDoNotKnowEachOther = slices().matching("gateway.provider.(*)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true)
            .because("a provider is added, swapped or deleted as one folder");

    @ArchTest
    static final ArchRule onlyAppKnowsEveryone = noClasses()
            .that()
            .resideOutsideOfPackage("gateway.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("gateway.app..");

    @ArchTest
    static final ArchRule modelIsData = classes()
            .that()
            .resideInAPackage("gateway.model")
            .and()
            .doNotHaveSimpleName("package-info")
            .and()
            .areNotAnonymousClasses()
            .and()
            // an array, which no record holds well
            .areNotAssignableTo(Vector.class)
            .should()
            .beRecords()
            .orShould()
            .beEnums()
            .orShould()
            .beInterfaces()
            .orShould()
            .beAssignableTo(RuntimeException.class);

    @ArchTest
    static final ArchRule stagesAreFinal =
            classes().that().implement(Stage.class).should().haveModifier(FINAL).allowEmptyShould(true);

    @ArchTest
    static final ArchRule fieldsOfDataAndStagesAreFinal = fields().that()
            .areDeclaredInClassesThat()
            .resideInAPackage("gateway.model")
            .or()
            .areDeclaredInClassesThat()
            .implement(Stage.class)
            .should()
            .beFinal()
            .because("state that moves sits in an Atomic; only push stages of a stream hold their own");

    @ArchTest
    static final ArchRule noOptionalFields =
            noFields().should().haveRawType(Optional.class).because("a field that may be absent is @Nullable");

    @ArchTest
    static final ArchRule timeAndChanceAreGiven = noClasses()
            .that()
            .resideOutsideOfPackage("gateway.app")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(ThreadLocalRandom.class, "current")
            .orShould()
            .callConstructor(Random.class)
            .because("tests set the clock and the dice: take an InstantSource and a RandomGenerator");

    @ArchTest
    static final ArchRule noStandardStreams = noClasses()
            .that()
            .doNotHaveSimpleName("Gateway")
            .and()
            .doNotHaveSimpleName("Doctor")
            .and()
            .doNotHaveSimpleName("ContractsCommand")
            .and()
            .doNotHaveSimpleName("AdminCommand")
            .and()
            .doNotHaveSimpleName("HealthCommand")
            .and()
            .doNotHaveSimpleName("RoutingCommand")
            .and()
            .doNotHaveSimpleName("TopCommand")
            .should(ACCESS_STANDARD_STREAMS)
            .because("only the programs that a person starts talk to the terminal");

    @ArchTest
    static final ArchRule noGenericExceptions = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    @ArchTest
    static final ArchRule noJavaUtilLogging = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
}
