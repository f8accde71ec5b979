/**
 * Training on Spark: rows to shards, rounds of broadcast, map and ordered sum. RDDs and Hadoop file
 * systems; no SQL, no spark.ml. Depends on {@code nn}, {@code optim}, {@code train} and {@code
 * math}.
 */
package io.plateau.engine;
