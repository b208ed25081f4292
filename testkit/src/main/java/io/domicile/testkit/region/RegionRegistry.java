package io.domicile.testkit.region;

import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.testkit.fake.InMemorySchemaRegistry;
import io.domicile.testkit.io.ScratchDirectory;
import io.domicile.testkit.registry.RegistryProcess;
import java.util.OptionalLong;

/** The schema registry of a region: a process or the fake. */
sealed interface RegionRegistry extends AutoCloseable {

    SchemaRegistry client();

    /** @throws IllegalStateException if there is none */
    String url();

    OptionalLong processId();

    @Override
    void close();

    static RegionRegistry start(RegionOptions options) {
        return switch (options.registryKind()) {
            case PROCESS -> OfProcess.start(options.registryPortOrFree());
            case IN_MEMORY -> new InMemory(new InMemorySchemaRegistry());
        };
    }

    /** A child process, with its output in a directory of its own. */
    record OfProcess(RegistryProcess process, ScratchDirectory directory) implements RegionRegistry {

        static OfProcess start(int port) {
            ScratchDirectory directory = ScratchDirectory.at(null, "domicile-registry-");
            try {
                return new OfProcess(
                        RegistryProcess.start(port, directory.path().resolve("registry.log")), directory);
            } catch (RuntimeException failed) {
                directory.close();
                throw failed;
            }
        }

        @Override
        public SchemaRegistry client() {
            return process.client();
        }

        @Override
        public String url() {
            return process.url();
        }

        @Override
        public OptionalLong processId() {
            return OptionalLong.of(process.pid());
        }

        @Override
        public void close() {
            process.close();
            directory.close();
        }
    }

    /** The fake. */
    record InMemory(SchemaRegistry client) implements RegionRegistry {

        @Override
        public String url() {
            throw new IllegalStateException("the registry of this region is in memory and has no URL");
        }

        @Override
        public OptionalLong processId() {
            return OptionalLong.empty();
        }

        @Override
        public void close() {}
    }
}
