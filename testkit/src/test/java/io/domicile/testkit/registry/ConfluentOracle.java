package io.domicile.testkit.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The genuine Confluent registry client and the Avro it was built with, in a class loader of their own: the jar bundles
 * libraries that must not meet ours. Spoken to by reflection only; schemas and records pass as text.
 */
final class ConfluentOracle implements AutoCloseable {

    private static final String CONFLUENT =
            "org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.";
    private static final String AVRO = "org.apache.flink.avro.shaded.org.apache.avro.";

    private final URLClassLoader loader;
    private final Object client;

    ConfluentOracle(String registryUrl) throws Exception {
        this.loader = new URLClassLoader(jars(), new LoggingOnly());
        this.client = constructor(CONFLUENT + "client.CachedSchemaRegistryClient", String.class, int.class, Map.class)
                .newInstance(registryUrl, 100, Map.of());
    }

    int register(String subject, String schema) throws Exception {
        Object parsed = constructor(CONFLUENT + "avro.AvroSchema", String.class).newInstance(schema);
        return (int) call(client, "register", types(String.class, type(CONFLUENT + "ParsedSchema")), subject, parsed);
    }

    int idOf(String subject, String schema) throws Exception {
        Object parsed = constructor(CONFLUENT + "avro.AvroSchema", String.class).newInstance(schema);
        return (int) call(client, "getId", types(String.class, type(CONFLUENT + "ParsedSchema")), subject, parsed);
    }

    String schemaById(int id) throws Exception {
        Object parsed = call(client, "getSchemaById", types(int.class), id);
        return (String) call(parsed, "canonicalString", types());
    }

    /** Avro binary of a record given in Avro's JSON encoding. */
    byte[] encode(String schema, String avroJson) throws Exception {
        Object avroSchema = avroSchema(schema);
        Object decoder =
                call(decoders(), "jsonDecoder", types(type(AVRO + "Schema"), String.class), avroSchema, avroJson);
        Object record = read(avroSchema, decoder);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Object encoders = call(type(AVRO + "io.EncoderFactory"), null, "get", types());
        Object encoder = call(
                encoders,
                "directBinaryEncoder",
                types(OutputStream.class, type(AVRO + "io.BinaryEncoder")),
                bytes,
                null);
        Object writer = constructor(AVRO + "generic.GenericDatumWriter", type(AVRO + "Schema"))
                .newInstance(avroSchema);
        call(writer, "write", types(Object.class, type(AVRO + "io.Encoder")), record, encoder);
        return bytes.toByteArray();
    }

    /** A record's text, as Avro prints it, from Avro binary. */
    String decode(String schema, byte[] avro) throws Exception {
        Object decoder =
                call(decoders(), "binaryDecoder", types(byte[].class, type(AVRO + "io.BinaryDecoder")), avro, null);
        return read(avroSchema(schema), decoder).toString();
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    private Object read(Object avroSchema, Object decoder) throws Exception {
        Object reader = constructor(AVRO + "generic.GenericDatumReader", type(AVRO + "Schema"))
                .newInstance(avroSchema);
        return call(reader, "read", types(Object.class, type(AVRO + "io.Decoder")), null, decoder);
    }

    private Object decoders() throws Exception {
        return call(type(AVRO + "io.DecoderFactory"), null, "get", types());
    }

    private Object avroSchema(String schema) throws Exception {
        Object parser = constructor(AVRO + "Schema$Parser").newInstance();
        return call(parser, "parse", types(String.class), schema);
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return loader.loadClass(name);
    }

    private Constructor<?> constructor(String name, Class<?>... types) throws Exception {
        return type(name).getConstructor(types);
    }

    private static Object call(Object target, String name, Class<?>[] types, Object... arguments) throws Exception {
        return call(target.getClass(), target, name, types, arguments);
    }

    private static Object call(Class<?> type, Object target, String name, Class<?>[] types, Object... arguments)
            throws Exception {
        Method method = type.getMethod(name, types);
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw new AssertionError("the genuine client failed in " + name, failed.getCause());
        }
    }

    private static Class<?>[] types(Class<?>... types) {
        return types;
    }

    private static URL[] jars() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("domicile.oracle.home")))) {
            Path jar = files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
            return new URL[] {jar.toUri().toURL()};
        }
    }

    /** Lends the oracle our logging, the one thing its jar leaves out, and nothing else. */
    private static final class LoggingOnly extends ClassLoader {

        LoggingOnly() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!name.startsWith("org.slf4j.")) {
                throw new ClassNotFoundException(name);
            }
            return ConfluentOracle.class.getClassLoader().loadClass(name);
        }
    }
}
