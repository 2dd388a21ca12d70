"""Runs the models of a job folder on Apache Spark, in their order, each into Parquet: results/<model>. A model whose result is whole is not run again, so
that a job that was stopped goes on where it was. Needs Python and PySpark (3.4 or later), nothing else.

    spark-submit driver.py [--job DIR] [--tables URI] [--headers URI ...] [--results URI]

The job folder is read by this program; tables, headers and results by every worker too: on a cluster they lie where all of them see them.
Exit code 0: all results are whole; 1: a model failed, which is named on standard error.
"""
import argparse
import json
import os
import sys
import time

import pyspark
from pyspark.sql import SparkSession


def main():
    arguments = read_arguments()
    job = os.path.abspath(arguments.job)
    with open(os.path.join(job, "manifest.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    tables = arguments.tables or os.path.join(job, "tables")
    results = arguments.results or os.path.join(job, "results")
    if (arguments.master or "").startswith("local-cluster"):
        # Its workers are started from there.
        os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
    builder = SparkSession.builder.appName("dicom-omop harvest")
    for name, value in manifest["session"].items():
        builder = builder.config(name, value)
    if arguments.master:
        builder = builder.master(arguments.master)
    if arguments.memory:
        builder = builder.config("spark.driver.memory", arguments.memory)
    for setting in arguments.conf:
        builder = builder.config(*setting.split("=", 1))
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    try:
        return run(spark, manifest, job, tables, arguments.headers or manifest["headers"], results)
    finally:
        spark.stop()


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--job", default=os.path.dirname(os.path.abspath(__file__)), help="folder of the job")
    parser.add_argument("--tables", help="tables of the job, where workers see them")
    parser.add_argument("--headers", action="append", help="header tables, where workers see them; once for each folder")
    parser.add_argument("--results", help="where results go, where workers see it")
    parser.add_argument("--master", help="master of Spark; under spark-submit give it there")
    parser.add_argument("--memory", help="memory of the driver, as 2g")
    parser.add_argument("--conf", action="append", default=[], help="setting of Spark, as name=value")
    return parser.parse_args()


def run(spark, manifest, job, tables, headers, results):
    """The exit code."""
    for name, place in manifest["header_tables"].items():
        open_view(spark, name, [f"{folder}/{place}" for folder in headers])
    for name in manifest["tables"]:
        open_view(spark, name, [f"{tables}/{name}.parquet"])
    for step in manifest["models"]:
        name, started = step["name"], time.monotonic()
        watched = step.get("only_if_failed")
        if watched and not spark.table(f"`{watched}`").filter("failed > 0").head(1):
            continue
        result = f"{results}/{name}"
        try:
            if step["kind"] == "view" or not is_whole(spark, result):
                with open(os.path.join(job, step["file"]), encoding="utf-8") as file:
                    rows = spark.sql(file.read())
                if step["kind"] == "view":
                    rows.createOrReplaceTempView(name)
                    continue
                rows.write.mode("overwrite").parquet(result)
                open_view(spark, name, [result], rows.schema)
            else:
                open_view(spark, name, [result])
        except Exception as fault:  # whatever Spark throws is told as one line, and whole on standard output
            print(f"{name}: {fault}", flush=True)
            print(f"fault {name}: {str(fault).strip().splitlines()[0]}", file=sys.stderr, flush=True)
            return 1
        print(f"model {name} {time.monotonic() - started:.2f}", flush=True)
    return 0


def open_view(spark, name, paths, schema=None):
    """Without its schema the files are looked into, which is a job of its own."""
    reader = spark.read if schema is None else spark.read.schema(schema)
    reader.parquet(*paths).createOrReplaceTempView(f"`{name}`")


def is_whole(spark, folder):
    """Spark writes that file last."""
    path = spark._jvm.org.apache.hadoop.fs.Path(f"{folder}/_SUCCESS")
    return path.getFileSystem(spark._jsc.hadoopConfiguration()).exists(path)


if __name__ == "__main__":
    sys.exit(main())
