package io.domicile.testkit.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.testkit.kafka.KafkaOptions;
import io.domicile.testkit.kafka.RecordsProbe;
import io.domicile.testkit.mqtt.MqttOptions;
import io.domicile.testkit.net.FreePorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class EmbeddedRegionIT {

    private static final Schema SCHEMA =
            SchemaBuilder.record("Probe").fields().requiredString("text").endRecord();

    @Test
    void shouldStartTwoCompleteRegionsWithRegistriesOfTheirOwn() {
        // given
        List<EmbeddedRegion> regions =
                EmbeddedRegion.startAll(List.of(RegionOptions.of("eu-west"), RegionOptions.of("us-east")));
        EmbeddedRegion west = regions.get(0);
        EmbeddedRegion east = regions.get(1);
        try {
            // when
            int id = west.registry().register("Probe", SCHEMA);
            west.kafka().createTopics("only-west");

            // then
            assertThat(west.registry().schemaById(id)).isEqualTo(SCHEMA);
            assertThat(east.registry().subjects()).isEmpty();
            assertThat(west.registryUrl()).isNotEqualTo(east.registryUrl());
            assertThat(west.registryProcessId()).isPresent();
            assertThat(west.mqtt().port()).isNotEqualTo(east.mqtt().port());
            try (RecordsProbe probe = RecordsProbe.committed(west.kafka().bootstrapServers(), "only-west")) {
                assertThat(probe.readAll()).isEmpty();
            }
        } finally {
            regions.forEach(EmbeddedRegion::close);
        }
        long process = west.registryProcessId().getAsLong();
        assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void shouldCloseWhatHasStartedWhenOnePartDoesNot() throws Exception {
        // given
        List<Integer> ports = FreePorts.several(2);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RegionOptions options = RegionOptions.of("eu-west")
                    .withInMemoryRegistry()
                    .withMqtt(MqttOptions.defaults().withPort(ports.get(0)))
                    .withKafka(KafkaOptions.defaults()
                            .withPort(taken.getLocalPort())
                            .withControllerPort(ports.get(1)));

            // when, then
            assertThatThrownBy(() -> EmbeddedRegion.start(options)).isInstanceOf(RuntimeException.class);
        }
        assertThat(ports).allMatch(FreePorts::isFree);
    }
}
