package io.domicile.kit.seal;

/**
 * What a seal says of one partition.
 *
 * @param from first offset that is sealed
 * @param to offset behind the last that is sealed
 * @param count committed entries in between; transaction markers occupy offsets too
 * @param newest latest time stamp of these entries, in milliseconds; 0 without any
 * @param digest what {@link RangeDigest} makes of them
 */
record SealedRange(int partition, long from, long to, long count, long newest, Bytes digest) {}
