#include "onnx.h"
#include "program.h"
