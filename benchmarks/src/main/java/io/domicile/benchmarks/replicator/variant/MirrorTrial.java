package io.domicile.benchmarks.replicator.variant;

import java.nio.file.Path;

/**
 * One start of a program.
 *
 * @param number of the trial, from 1; names of topics and clusters that must be new are made of it
 * @param partitions of the mirrored topic
 * @param log receives the program's output
 */
public record MirrorTrial(int number, int partitions, Path log) {}
