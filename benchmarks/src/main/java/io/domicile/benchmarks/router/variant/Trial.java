package io.domicile.benchmarks.router.variant;

import java.nio.file.Path;
import java.time.Duration;

/**
 * One start of a program.
 *
 * @param group its consumer group and prefix of transactional ids, used by no other trial
 * @param log receives its output
 */
public record Trial(String group, Duration commitInterval, Path log) {}
