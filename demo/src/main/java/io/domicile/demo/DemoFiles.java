package io.domicile.demo;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import io.domicile.testkit.io.ScratchDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** The directory of one run: the regions' files and the log. Deleted at the end, unless it is to be kept. */
final class DemoFiles implements AutoCloseable {

    private static final String LOGBACK_FILE = "logback.configurationFile";
    private static final String OURS = "io/domicile/";
    private static final String PATTERN =
            "%date{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\", UTC} %-5level [%thread] %logger{0} - %message %kvp%n%rEx{20}";

    private final Path data;
    private boolean isKept;

    private DemoFiles(Path data, boolean isKept) {
        this.data = data;
        this.isKept = isKept;
    }

    static DemoFiles create(boolean isKept) throws IOException {
        return new DemoFiles(Files.createTempDirectory("domicile-demo-"), isKept);
    }

    Path data() {
        return data;
    }

    /** Keeps the files if this is so, whatever was wished at first. */
    void keepIf(boolean isWorthKeeping) {
        isKept |= isWorthKeeping;
    }

    /** Sends the log of this process here from now on, unless a person has configured where it goes. */
    void logTo() {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (!System.getProperty(LOGBACK_FILE, OURS).startsWith(OURS) || !(factory instanceof LoggerContext context)) {
            return;
        }
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(PATTERN);
        encoder.start();
        FileAppender<ILoggingEvent> file = new FileAppender<>();
        file.setContext(context);
        file.setFile(data.resolve("demo.log").toString());
        file.setEncoder(encoder);
        file.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(file);
    }

    /** Where the files are, if they are kept. */
    String farewell() {
        return isKept ? "; files and log are kept in " + data : "";
    }

    @Override
    public void close() {
        if (!isKept) {
            ScratchDirectory.delete(data);
        }
    }
}
