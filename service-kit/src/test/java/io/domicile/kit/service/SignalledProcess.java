package io.domicile.kit.service;

import io.domicile.kit.config.AdminConfig;
import io.domicile.kit.metrics.ProcessMeters;
import java.util.List;

/** A program of one service that says on standard output what is done to it. */
public final class SignalledProcess {

    private SignalledProcess() {}

    public static void main(String[] arguments) {
        int status;
        try (ProcessMeters meters = new ProcessMeters()) {
            status = ServiceProcess.run(List.of(new NamedService("printing", new PrintingService())), admin(), meters);
        }
        System.exit(status);
    }

    private static AdminConfig admin() {
        return new AdminConfig() {
            @Override
            public String host() {
                return "127.0.0.1";
            }

            @Override
            public int port() {
                return 0;
            }
        };
    }

    private static final class PrintingService implements Service {

        @Override
        public void start() {
            System.out.println("started");
        }

        @Override
        public Health health() {
            return Health.READY;
        }

        @Override
        public void close() {
            System.out.println("closed");
        }
    }
}
