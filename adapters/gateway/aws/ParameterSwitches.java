package gateway.aws;

import gateway.Ticker;
import gateway.aws.ParameterNames.Subject;
import gateway.killswitch.StoredSwitches;
import gateway.killswitch.Switch;
import gateway.killswitch.Switch.Scope;
import gateway.killswitch.SwitchStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * Kill switches in Parameter Store, one parameter each. A value that makes no sense counts as thrown; a parameter whose
 * name makes none switches nothing, since nobody can tell what; both are named, and neither holds back another switch.
 * Thread-safe, also between processes.
 */
public final class ParameterSwitches implements SwitchStore {
    private final SsmClient ssm;
    private final ParameterNames names;
    private final ActiveModels activeModels;
    private final Ticker ticker;

    ParameterSwitches(SsmClient ssm, ParameterNames names, ActiveModels activeModels, Ticker ticker) {
        this.ssm = ssm;
        this.names = names;
        this.activeModels = activeModels;
        this.ticker = ticker;
    }

    @Override
    public StoredSwitches read() {
        return StoreCall.of("the kill switches cannot be read", () -> {
            SwitchReading reading = begin();
            while (reading.isUnfinished()) {
                reading = reading.take(ssm.getParametersByPath(reading.getRequest()));
            }
            return end(reading);
        });
    }

    @Override
    public void put(Switch thrown) {
        StoreCall.of(
                "the kill switch cannot be thrown",
                () -> Parameters.put(ssm, names.of(thrown.scope(), thrown.name()), SwitchValue.write(thrown)));
    }

    @Override
    public void remove(Scope scope, String name) {
        // unlike its singular, this one does not mind what is not there
        StoreCall.of(
                "the kill switch cannot be taken back",
                () -> ssm.deleteParameters(request -> request.names(names.spellings(scope, name))));
    }

    /** Begins to read. */
    SwitchReading begin() {
        return new SwitchReading(ticker.nanos(), List.of(names.routing(), names.switches()), null, List.of());
    }

    /** What was read. */
    StoredSwitches end(SwitchReading reading) {
        Map<Subject, Switch> thrown = new LinkedHashMap<>();
        List<String> unreadable = new ArrayList<>();
        @Nullable Parameter list = null;
        long revision = 0;
        for (Parameter parameter : reading.found()) {
            if (parameter.name().equals(names.activeModels())) {
                list = parameter;
            } else if (parameter.name().equals(names.revision())) {
                revision = number(parameter, unreadable);
            } else if (parameter.name().startsWith(names.switches() + "/")) {
                read(parameter, thrown, unreadable);
            }
        }
        long registryRevision = revision + activeModels.changes(list);
        return new StoredSwitches(reading.readNanos(), 0, registryRevision, List.copyOf(thrown.values()), unreadable);
    }

    private void read(Parameter parameter, Map<Subject, Switch> thrown, List<String> unreadable) {
        Subject subject = names.subject(parameter.name());
        if (subject == null) {
            unreadable.add(parameter.name());
            return;
        }
        switch (SwitchValue.read(subject, parameter)) {
            case SwitchValue.Off() -> {
                // its other spelling may still be on
            }
            case SwitchValue.On(Switch on) -> thrown.put(subject, on);
            case SwitchValue.Unclear(Switch on) -> {
                unreadable.add(parameter.name());
                thrown.putIfAbsent(subject, on);
            }
        }
    }

    private static long number(Parameter parameter, List<String> unreadable) {
        try {
            return Long.parseLong(parameter.value().strip());
        } catch (NumberFormatException e) {
            // it differs from any revision, so that the registry is read
            unreadable.add(parameter.name());
            return 0;
        }
    }
}
