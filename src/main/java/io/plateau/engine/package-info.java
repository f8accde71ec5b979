/**
 * Training on Spark: rows to shards, rounds of broadcast, map and ordered sum. RDDs and Hadoop file
 * systems; no SQL, no spark.ml. Depends on {@code spec} and what a plan is made of, {@code nn},
 * {@code optim}, {@code train} and {@code math}, and on {@code checkpoint} and {@code store}.
 */
package io.plateau.engine;
