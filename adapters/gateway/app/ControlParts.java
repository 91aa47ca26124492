package gateway.app;

import gateway.admin.AdminBeans;
import gateway.admin.Logins;
import gateway.admin.StatusSource;
import gateway.admin.StatusSource.Refreshed;
import gateway.admission.TenantDirectory;
import gateway.admission.Tickets;
import gateway.control.ControlData;
import gateway.control.ControlSnapshot;
import gateway.control.DocumentStore;
import gateway.control.Documents;
import gateway.control.KeyHash;
import gateway.control.Kind;
import gateway.decision.DecisionStore;
import gateway.idempotency.ReplyStore;
import gateway.killswitch.ActiveCalls;
import gateway.killswitch.LiveSwitches;
import gateway.killswitch.StoredSwitches;
import gateway.killswitch.Switch;
import gateway.model.Redacted;
import gateway.model.Registry;
import gateway.oidc.Oidc;
import gateway.refresh.CheckRegistry;
import gateway.refresh.RefreshLog;
import gateway.refresh.RefreshLog.Source;
import gateway.refresh.SwapRegistry;
import gateway.refresh.SwapSwitches;
import gateway.settings.ControlReader;
import gateway.telemetry.ControlMeters;
import gateway.telemetry.KillSwitchMeters;
import gateway.usage.UsageStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What belongs to the control plane: the snapshots in use, and what refreshes and changes them. */
final class ControlParts {
    private static final Logger LOG = LoggerFactory.getLogger(ControlParts.class);
    private static final ControlData NOTHING =
            new ControlData(Documents.NONE, Registry.of(0, List.of(), Map.of()), Map.of(), Map.of());

    /** Nothing is known of the switches yet, so all of them count as thrown. */
    private static final StoredSwitches UNKNOWN = new StoredSwitches(
            Long.MIN_VALUE,
            0,
            0,
            List.of(new Switch(
                    Switch.Scope.GLOBAL,
                    "all",
                    "the kill switches could not be read yet",
                    Switch.Mode.DRAIN,
                    "gateway",
                    Instant.EPOCH,
                    null)),
            List.of());

    private final ControlPlane plane;
    private final ControlReader reader;
    private final DeploymentRoutes places;
    private final InstantSource clock;
    private final BooleanSupplier live;
    private final ControlSnapshot snapshot;
    private final Tickets tickets;
    private final LiveSwitches switches = new LiveSwitches();
    private final Refresher refresher = new Refresher();
    private final RefreshLog refreshes;
    private final NoteRefreshFailure failures;
    private final ControlStart start;
    private final ActiveCalls active;
    private @Nullable Logins logins;

    /**
     * Starts with the control data of the warm-up.
     *
     * @param meters shows revisions, ages and failures
     * @param live false while the warm-up goes on
     */
    ControlParts(
            ControlPlane plane,
            ControlReader reader,
            ControlData warmUp,
            DeploymentRoutes places,
            MeterRegistry meters,
            InstantSource clock,
            BooleanSupplier live) {
        this.plane = plane;
        this.reader = reader;
        this.places = places;
        this.clock = clock;
        this.live = live;
        this.snapshot = new ControlSnapshot(warmUp, clock);
        this.tickets = new Tickets(snapshot, KeyHash::of);
        KillSwitchMeters cuts = new KillSwitchMeters(meters, clock);
        cuts.follow(switches);
        this.active = new ActiveCalls(switches, clock, cuts);
        ControlMeters control = new ControlMeters(meters, clock);
        control.show("registry", () -> snapshot.data().revision(), () -> confirmed(Source.REGISTRY));
        control.show("switches", () -> switches.current().revision(), () -> confirmed(Source.SWITCHES));
        this.refreshes = new RefreshLog(clock, names -> {
            control.unreadable(names.size());
            LOG.error("kill switches that make no sense, and so count as on where they name something: {}", names);
        });
        this.failures = new NoteRefreshFailure(refreshes, source -> control.error(word(source)));
        this.start = new ControlStart(plane, reader, refresher, failures, clock);
    }

    ControlSnapshot snapshot() {
        return snapshot;
    }

    /** Lets in again who was let in before. */
    Tickets tickets() {
        return tickets;
    }

    /** Who has a key, or a token if there is an issuer. */
    TenantDirectory tenants(@Nullable Oidc oidc) {
        return oidc == null ? snapshot : oidc.directory(snapshot, snapshot::tenant);
    }

    /** Where replies and jobs are kept. */
    ReplyStore replies() {
        return plane.replies();
    }

    LiveSwitches switches() {
        return switches;
    }

    /** The calls that switches, or the end of the process, can cut. */
    ActiveCalls active() {
        return active;
    }

    UsageStore usage() {
        return plane.usage();
    }

    /** When a store last confirmed {@code registry} or {@code switches}; null = never. */
    @Nullable Instant confirmed(String source) {
        return refreshes.of(Source.valueOf(source.toUpperCase(Locale.ROOT))).succeeded();
    }

    /** Where models, tenants and keys are kept. */
    DocumentStore documents() {
        return plane.documents();
    }

    DecisionStore decisions() {
        return plane.decisions();
    }

    DeploymentRoutes places() {
        return places;
    }

    /** Takes the context of the routes, once, before any of them is called. */
    void attach(CamelContext camel) {
        places.attach(camel);
        refresher.attach(camel);
    }

    /** Takes what lets administrators in, once, before the beans are made. */
    void attach(Logins ways) {
        logins = ways;
    }

    /**
     * The beans by the names that routes use.
     *
     * @param adminKey the built-in administrator's key
     * @param environment its name
     * @param notReady why calls may not come; null if they may
     * @param changed is given control data that has come into use
     */
    Map<String, Object> beans(
            Redacted adminKey, String environment, Supplier<@Nullable String> notReady, Consumer<ControlData> changed) {
        Map<String, Object> beans = new HashMap<>(plane.beans());
        beans.put("checkRegistry", new CheckRegistry(reader));
        beans.put("swapRegistry", new SwapRegistry(snapshot, places, refreshes, live, changed));
        beans.put("swapSwitches", new SwapSwitches(switches, snapshot, refreshes, live));
        beans.put("noteRefreshFailure", failures);
        StatusSource status = new StatusSource(
                version(),
                environment,
                plane.profile(),
                notReady,
                () -> refreshed(Source.REGISTRY),
                () -> refreshed(Source.SWITCHES),
                refreshes::unreadable);
        AdminBeans admin = new AdminBeans(
                adminKey,
                plane.documents(),
                plane.switches(),
                plane.audit(),
                plane.decisions(),
                plane.usage(),
                plane.feedback(),
                reader,
                snapshot,
                switches,
                refresher,
                status,
                Objects.requireNonNull(logins, "the ways to log in come first"),
                clock,
                new SecureRandom());
        beans.putAll(admin.byName());
        return beans;
    }

    /** Takes away what the warm-up used. Until the stores have been read nothing may be called. */
    void forgetWarmUp() {
        snapshot.replace(NOTHING);
        switches.take(UNKNOWN);
    }

    /**
     * Brings into use what the stores hold.
     *
     * @param seed what the settings list, by kind and id, as JSON
     * @param demoKeyHash SHA-256 of the demo tenant's key
     */
    void start(Map<Kind, Map<String, String>> seed, String demoKeyHash) {
        start.run(seed, demoKeyHash);
    }

    /** Why calls may not come; null if they may. */
    @Nullable String notReady() {
        for (Source source : Source.values()) {
            RefreshLog.State state = refreshes.of(source);
            if (state.succeeded() == null) {
                return "the " + word(source) + " could not be read yet: " + state.problem();
            }
        }
        return null;
    }

    /** When a store last confirmed what is in use; the beginning of time if none ever did. */
    private Instant confirmed(Source source) {
        Instant succeeded = refreshes.of(source).succeeded();
        return succeeded == null ? Instant.EPOCH : succeeded;
    }

    private static String word(Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }

    private Refreshed refreshed(Source source) {
        RefreshLog.State state = refreshes.of(source);
        return new Refreshed(state.succeeded(), state.problem());
    }

    private static String version() {
        String version = ControlParts.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    /** Ends what runs beside the routes, and the stores. */
    void close() {
        start.close();
        places.close();
        plane.close();
    }
}
