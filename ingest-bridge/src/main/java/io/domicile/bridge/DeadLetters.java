package io.domicile.bridge;

import io.domicile.bridge.forward.Dispositions;
import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.ledger.Outcome;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.bridge.replay.DeadLetterListing;
import io.domicile.bridge.replay.DeadLetterReplay;
import io.domicile.bridge.replay.MessageRelease;
import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.kafka.ToolClients;
import io.domicile.kit.log.LogKeys;
import io.domicile.kit.quarantine.ReleaseRule;
import io.domicile.kit.service.Service;
import io.domicile.kit.service.ServiceContext;
import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dead letters of one bridge, with the bridge's own configuration: what it could not take is decided again exactly
 * as it would decide now. Needs no running bridge, and disturbs none.
 */
public final class DeadLetters implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final BridgeConfig config;
    private final ServiceContext context;
    private final BridgePorts ports;
    private final BridgeMeters meters;
    private final ToolClients clients;
    private final Duration patience;

    /**
     * Connects to nothing yet.
     *
     * @param patience how long brokers may take to answer, and the policy's gate to open
     * @throws io.domicile.kit.config.ConfigurationException with everything that is wrong with the configuration
     */
    public DeadLetters(BridgeConfig config, ServiceContext context, Duration patience) {
        this(
                BridgeConfigChecks.checked(config, context.catalogue()),
                context,
                Production.ports(config, context, "dead-letter"),
                patience);
    }

    DeadLetters(BridgeConfig config, ServiceContext context, BridgePorts ports, Duration patience) {
        this.config = config;
        this.context = context;
        this.ports = ports;
        this.patience = patience;
        this.meters = new BridgeMeters(context.meters(), region());
        this.clients = new ToolClients(
                ClientSettings.of("bridge.kafka", config.kafka()), "domicile-dead-letter-" + region(), patience);
    }

    /** Every reason that a dead letter can have. */
    public static Set<String> reasons() {
        return Arrays.stream(Ending.values())
                .filter(ending -> ending.outcome() == Outcome.DEAD_LETTERED)
                .map(Ending::reason)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public DeadLetterListing listing() {
        return new DeadLetterListing(clients);
    }

    /**
     * Begins to read the policy; call it once.
     *
     * @throws io.domicile.schemas.registry.SchemaRegistryException if the schemas cannot be registered
     */
    public DeadLetterReplay replay() {
        return new DeadLetterReplay(region(), clients, ports.gate(), opened(), context.clock(), patience);
    }

    /**
     * What becomes of a message that the bridge has put into quarantine, decided as it would decide now. Begins to read
     * the policy; call it once, and not besides {@link #replay}.
     *
     * @throws io.domicile.bridge.replay.PolicyGateClosedException if the gate does not open in time
     * @throws io.domicile.schemas.registry.SchemaRegistryException if the schemas cannot be registered
     */
    public ReleaseRule release() throws InterruptedException {
        return MessageRelease.once(ports.gate(), opened(), patience);
    }

    private Dispositions opened() {
        Dispositions dispositions = Dispositions.create(
                LaneFactory.admissions(config, region()),
                LaneFactory.encoders(config, ports),
                config.defaultPayload(),
                config.maxPayload(),
                meters,
                DeadLetters::decoderBroke);
        ports.owned().forEach(Service::start);
        return dispositions;
    }

    @Override
    public void close() {
        ports.owned().forEach(Service::close);
        meters.close();
    }

    private RegionId region() {
        return new RegionId(config.region());
    }

    private static void decoderBroke(RuntimeException unforeseen) {
        LOG.atError()
                .addKeyValue(LogKeys.ERROR, unforeseen.getClass().getName())
                .log("A payload could not be handled");
    }
}
