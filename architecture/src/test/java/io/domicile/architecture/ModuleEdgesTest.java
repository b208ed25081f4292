package io.domicile.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The module table of the design: who may know whom. */
@AnalyzeClasses(packages = "io.domicile", importOptions = WithoutTests.class)
class ModuleEdgesTest {

    private static final List<String> LEAVES = List.of("residency", "schemas", "kit");
    private static final List<String> SERVICES = List.of("bridge", "router", "replicator");

    /** Package below {@code io.domicile} → the other ones it may depend on. */
    private static final Map<String, List<String>> EDGES = new TreeMap<>(Map.of(
            "residency", List.of(),
            "schemas", List.of(),
            "kit", List.of("residency", "schemas"),
            "bridge", LEAVES,
            "router", LEAVES,
            "replicator", LEAVES,
            "testkit", LEAVES,
            "cli", List.of("residency", "schemas", "kit", "bridge", "router", "replicator"),
            "demo", List.of("residency", "schemas", "kit", "bridge", "router", "replicator", "cli", "testkit"),
            "benchmarks", List.of("residency", "schemas", "kit", "bridge", "router", "replicator", "cli", "testkit")));

    @ArchTest
    static void everyPackageBelongsToAModule(JavaClasses all) {
        Set<String> known = EDGES.keySet();
        assertThat(all)
                .isNotEmpty()
                .allSatisfy(type -> assertThat(type.getPackageName())
                        .satisfies(name -> assertThat(
                                        name.substring("io.domicile.".length()).split("\\.")[0])
                                .isIn(known)));
    }

    @ArchTest
    static void everyServiceIsThere(JavaClasses all) {
        assertThat(SERVICES)
                .allSatisfy(service -> assertThat(all.that(resideInAPackage(below(service))))
                        .as(service)
                        .hasSizeGreaterThan(5));
    }

    @ArchTest
    static void modulesKnowOnlyWhatTheTableAllows(JavaClasses all) {
        EDGES.forEach((module, allowed) -> {
            String[] mayKnow = allowed.stream().map(ModuleEdgesTest::below).toArray(String[]::new);
            String[] itselfAndAllowed = Arrays.copyOf(mayKnow, mayKnow.length + 1);
            itselfAndAllowed[mayKnow.length] = below(module);
            DescribedPredicate<JavaClass> foreign =
                    resideInAPackage("io.domicile..").and(DescribedPredicate.not(resideInAnyPackage(itselfAndAllowed)));
            noClasses()
                    .that(resideInAPackage(below(module)))
                    .should()
                    .dependOnClassesThat(foreign)
                    .allowEmptyShould(true)
                    .because("the module '" + module + "' may know only " + allowed)
                    .check(all);
        });
    }

    @ArchTest
    static final ArchRule THE_DOMAIN_IS_PURE = classes()
            .that()
            .resideInAPackage("io.domicile.residency..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.domicile.residency..",
                    "java.lang..",
                    "java.util..",
                    "java.nio",
                    "java.nio.charset",
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule NO_SLEEPING = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .because("code waits for conditions, with an injected or blocking primitive");

    @ArchTest
    static final ArchRule NO_WALL_CLOCK = noClasses()
            .that(resideOutsideOfPackage("io.domicile.testkit.."))
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .because("the clock is injected");

    @ArchTest
    static final ArchRule SERVICES_DO_NOT_PRINT = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.domicile.residency..",
                    "io.domicile.schemas..",
                    "io.domicile.kit..",
                    "io.domicile.bridge..",
                    "io.domicile.router..",
                    "io.domicile.replicator..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    private static String below(String module) {
        return "io.domicile." + module + "..";
    }
}
