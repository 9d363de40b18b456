import ArgumentParser
import GRDB
import Hummingbird
import Yams

print("warming the dependencies")
