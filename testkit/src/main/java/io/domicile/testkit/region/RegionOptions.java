package io.domicile.testkit.region;

import io.domicile.residency.RegionId;
import io.domicile.testkit.kafka.KafkaOptions;
import io.domicile.testkit.mqtt.MqttOptions;
import io.domicile.testkit.net.FreePorts;

/**
 * How an {@link EmbeddedRegion} is set up.
 *
 * @param registryPort of the schema registry's HTTP API; 0 takes any free port; not used in memory
 */
public record RegionOptions(
        RegionId id, KafkaOptions kafka, MqttOptions mqtt, RegistryKind registryKind, int registryPort) {

    /** What stands for the schema registry. */
    public enum RegistryKind {
        /** A real one in a process of its own. */
        PROCESS,
        /** The fake: no HTTP, no waiting. */
        IN_MEMORY
    }

    /** Free ports, temporary directories, a real registry. */
    public static RegionOptions of(String id) {
        return new RegionOptions(
                new RegionId(id), KafkaOptions.defaults(), MqttOptions.defaults(), RegistryKind.PROCESS, 0);
    }

    public RegionOptions withKafka(KafkaOptions newKafka) {
        return new RegionOptions(id, newKafka, mqtt, registryKind, registryPort);
    }

    public RegionOptions withMqtt(MqttOptions newMqtt) {
        return new RegionOptions(id, kafka, newMqtt, registryKind, registryPort);
    }

    public RegionOptions withRegistryPort(int newPort) {
        return new RegionOptions(id, kafka, mqtt, RegistryKind.PROCESS, newPort);
    }

    public RegionOptions withInMemoryRegistry() {
        return new RegionOptions(id, kafka, mqtt, RegistryKind.IN_MEMORY, 0);
    }

    int registryPortOrFree() {
        return registryPort == 0 ? FreePorts.one() : registryPort;
    }
}
